import { expect } from "chai";
import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { podPort } from "#policies/references/pod-port";
import { resource } from "../support/nodes.ts";
import { describeRule, outcome } from "../support/rules.ts";
import { idOf, published } from "../support/topology.ts";
import { container, deployment, inContainer, pod } from "../support/workloads.ts";

const metadata = { name: "api", namespace: "shop" };
const API = { app: "api" };

function service(targetPort: Value, selector: Value = API): Node {
  return resource("kubernetes:core/v1:Service", {
    metadata,
    spec: { selector, ports: [{ port: 80, targetPort }] },
  });
}

function monitor(endpoint: Values, matchLabels: Values = API, namespace = "shop"): Node {
  const spec = {
    namespaceSelector: { matchNames: [namespace] },
    selector: { matchLabels },
    podMetricsEndpoints: [endpoint],
  };
  return resource("kubernetes:monitoring.coreos.com/v1:PodMonitor", {
    metadata: { name: "api", namespace: "monitoring" },
    spec,
  });
}

const budget = (matchLabels: Values) =>
  resource("kubernetes:policy/v1:PodDisruptionBudget", { metadata, spec: { selector: { matchLabels } } });
const WITH_NAME = container({ ports: [{ name: "http", containerPort: 8500 }] });
const RELEASE = resource("kubernetes:helm.sh/v3:Release", {
  name: "redis",
  namespace: "shop",
  chart: "redis",
});
const NO_PODS = 'no pods of namespace "shop" in the stack have these labels';

describeRule(podPort, {
  passes: {
    "a Service by a port's number": [deployment(), service(8500)],
    "a Service by a port's name": [WITH_NAME, service("http")],
    "a Service whose addresses someone else writes": [
      resource("kubernetes:core/v1:Service", { metadata, spec: { ports: [{ port: 80 }] } }),
    ],
    "a monitor by a port's name and number": [
      WITH_NAME,
      monitor({ port: "http" }),
      monitor({ portNumber: 8500 }),
    ],
    "a monitor of pods that a component publishes": [
      ...published("redis", { endpoints: [idOf("redis", "metrics")] }),
      monitor({ portNumber: 9121 }, {}),
    ],
    "a probe by a port's name": [
      container({ ports: [{ name: "http", containerPort: 8500 }], "livenessProbe.httpGet.port": "http" }),
    ],
    "a Service by the name of a sidecar's port": [
      pod({ initContainers: [{ name: "proxy", ports: [{ name: "http", containerPort: 80 }] }] }),
      service("http"),
    ],
    "a budget of a workload": [deployment(), budget(API)],
  },
  fails: {
    "a Service without pods": {
      stack: [deployment(), service(8500, { app: "web" })],
      findings: [`${NO_PODS} [spec.selector]`],
    },
    "a port that no container declares": {
      stack: [WITH_NAME, service("web")],
      findings: ['none of the selected pods declares a port "web" [spec.ports[0].targetPort]'],
    },
    "a monitor's number, which a container has to declare": {
      stack: [WITH_NAME, monitor({ portNumber: 9090 })],
      findings: ["none of the selected pods declares a port 9090 [spec.podMetricsEndpoints[0].portNumber]"],
    },
    "a monitor and a budget of pods that do not exist": {
      stack: [deployment(), monitor({ portNumber: 8500 }, { app: "web" }), budget({ app: "web" })],
      findings: [`${NO_PODS} [spec.selector]`, `${NO_PODS} [spec.selector]`],
    },
    "a probe of a port that its container does not declare": {
      stack: [container({ "readinessProbe.httpGet.port": "web" })],
      findings: [`the container declares no port "web" [${inContainer("readinessProbe.httpGet.port")}]`],
    },
  },
  unknown: {
    "pods that a chart may make": { stack: [RELEASE, service(80, { app: "redis" })], at: ["spec.selector"] },
    "labels that are not known": {
      stack: [deployment(), service(8500, { app: UNKNOWN })],
      at: ["spec.selector.app"],
    },
  },
});

describe("probes", () => {
  for (const list of ["containers", "initContainers"]) {
    for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
      for (const kind of ["httpGet", "tcpSocket"]) {
        it(`I17 of ${list} by ${probe}.${kind} name a port of their container`, () => {
          const stack = [pod({ [list]: [{ name: "api", [probe]: { [kind]: { port: "web" } } }] })];
          expect(outcome(podPort, stack).findings).to.deep.equal([
            `the container declares no port "web" [spec.template.spec.${list}[0].${probe}.${kind}.port]`,
          ]);
        });
      }
    }
  }
});
