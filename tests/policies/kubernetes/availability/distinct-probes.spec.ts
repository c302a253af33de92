import { UNKNOWN, type Value } from "#graph/model";
import { distinctProbes } from "#policies/kubernetes/availability/distinct-probes";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

const PROBE = {
  httpGet: { path: "/health", port: 8500, httpHeaders: [{ name: "a", value: "b" }] },
  periodSeconds: 10,
};

describeRule(distinctProbes, {
  passes: {
    "probes of two paths": [deployment()],
    "equal questions with more patience before a restart": [
      container({ livenessProbe: { ...PROBE, failureThreshold: 6 }, readinessProbe: PROBE }),
    ],
    "questions that differ in a header": [
      container({
        livenessProbe: { ...PROBE, httpGet: { ...PROBE.httpGet, httpHeaders: [{ name: "a", value: "c" }] } },
        readinessProbe: PROBE,
      }),
    ],
    "questions of another kind, or that differ": [
      ["httpGet", { port: 80 }, { port: 81 }],
      ["tcpSocket", { port: 80 }, { port: 81 }],
      ["grpc", { port: 80, service: "live" }, { port: 80, service: "ready" }],
      ["exec", { command: ["live"] }, { command: ["ready"] }],
    ].map(([kind, live, ready]) =>
      container({
        livenessProbe: { [kind as string]: live as Value },
        readinessProbe: { [kind as string]: ready as Value },
      }),
    ),
    "one probe alone": [container({ readinessProbe: undefined })],
  },
  fails: {
    "equal probes": {
      stack: [container({ livenessProbe: PROBE, readinessProbe: PROBE })],
      findings: [
        `container "api" has identical liveness and readiness probes [${inContainer("livenessProbe")}]`,
      ],
    },
  },
  unknown: {
    "a port that is not known": {
      stack: [container({ livenessProbe: { ...PROBE, httpGet: { port: UNKNOWN } }, readinessProbe: PROBE })],
      at: [inContainer("livenessProbe.httpGet.port")],
    },
  },
});
