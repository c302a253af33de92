import { UNKNOWN, type Values } from "#graph/model";
import { probes } from "#policies/kubernetes/availability/probes";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer, object, pod } from "../../support/workloads.ts";

const service = (selector: Values) => object("core/v1:Service", { spec: { selector } });
const SERVED = service({ app: "api" });
const UNREADY = container({ readinessProbe: undefined });
const SIDECAR = { name: "sidecar", livenessProbe: { tcpSocket: { port: 1 } } };

describeRule(probes, {
  passes: {
    "both probes": [deployment(), SERVED],
    "a worker, which no Service selects": [UNREADY, service({ app: "web" }), service({})],
    "a worker of which a Service tells the metrics": [
      UNREADY,
      object("core/v1:Service", {
        spec: { selector: { app: "api" }, ports: [{ name: "metrics", port: 9100 }] },
      }),
    ],
    "a sidecar that leaves readiness to the main container": [
      pod({ "containers.1": SIDECAR, "containers.0.name": "main" }),
      SERVED,
    ],
    "an init container, which ends by itself": [pod({ initContainers: [{ name: "migrate" }] })],
    "a job, which ends by itself": [
      resource("kubernetes:batch/v1:Job", {
        spec: { template: { spec: { containers: [{ name: "migrate" }] } } },
      }),
    ],
  },
  fails: {
    "a served container without probes": {
      stack: [container({ livenessProbe: undefined, readinessProbe: undefined }), SERVED],
      findings: [
        `container "api" has no livenessProbe [${inContainer("livenessProbe")}]`,
        `container "api" has no readinessProbe [${inContainer("readinessProbe")}]`,
      ],
    },
    "a Service with a port for others beside its metrics": {
      stack: [
        UNREADY,
        object("core/v1:Service", {
          spec: {
            selector: { app: "api" },
            ports: [
              { name: "metrics", port: 9100 },
              { name: "http", port: 80 },
            ],
          },
        }),
      ],
      findings: [`container "api" has no readinessProbe [${inContainer("readinessProbe")}]`],
    },
    "a worker that may hang": {
      stack: [container({ livenessProbe: undefined })],
      findings: [`container "api" has no livenessProbe [${inContainer("livenessProbe")}]`],
    },
  },
  unknown: {
    "a probe that is not known": {
      stack: [container({ livenessProbe: UNKNOWN })],
      at: [inContainer("livenessProbe")],
    },
    "a Service whose selector is not known": {
      stack: [UNREADY, object("core/v1:Service", { spec: { selector: UNKNOWN } })],
      at: ["spec.selector"],
    },
  },
});
