import { duplicateEndpoint } from "#policies/topology/duplicate-endpoint";
import { describeRule } from "../support/rules.ts";
import { idOf, published } from "../support/topology.ts";

const API = published("api", { endpoints: [idOf("api", "http"), idOf("api", "metrics")] });

describeRule(duplicateEndpoint, {
  passes: { "endpoints of their own": API },
  fails: {
    "an endpoint that another component publishes too": {
      stack: [...API, ...published("copy", { endpoints: [idOf("api", "http")] })],
      findings: ['the endpoint "copy" has the id of one that WebService "api" publishes [endpoints[0]]'],
    },
    "one that its own component publishes twice": {
      stack: published("api", { endpoints: [idOf("api", "http"), idOf("api", "http")] }),
      findings: ['the endpoint "api" has the id of one that WebService "api" publishes [endpoints[1]]'],
    },
  },
  unknown: {},
});
