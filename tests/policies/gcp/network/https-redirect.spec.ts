import { type Node, UNKNOWN, type Values } from "#graph/model";
import { httpsRedirect } from "#policies/gcp/network/https-redirect";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const RULE = "gcp:compute/globalForwardingRule:GlobalForwardingRule";
const REDIRECT = { defaultUrlRedirect: { httpsRedirect: true, stripQuery: false } };

/** A map, a proxy of HTTP that leads to it, and a forwarding rule that leads to the proxy. */
function chain(map: Values, rule: Values = {}): Node[] {
  const urlMap = resource("gcp:compute/uRLMap:URLMap", map, { name: "map" });
  const proxy = resource(
    "gcp:compute/targetHttpProxy:TargetHttpProxy",
    { urlMap: UNKNOWN },
    { uses: { urlMap } },
  );
  return [
    urlMap,
    proxy,
    resource(
      RULE,
      { loadBalancingScheme: "EXTERNAL_MANAGED", portRange: "80", target: UNKNOWN, ...rule },
      { uses: { target: proxy } },
    ),
  ];
}

const ANSWERS = "the URL map map answers without TLS instead of redirecting to HTTPS [target]";

describeRule(httpsRedirect, {
  passes: {
    "a map that redirects": chain(REDIRECT),
    "a map that redirects on each host": chain({ ...REDIRECT, pathMatchers: [{ name: "a", ...REDIRECT }] }),
    "a load balancer inside the network": chain(
      { defaultService: "web" },
      { loadBalancingScheme: "INTERNAL_MANAGED" },
    ),
    "a target of TCP": [resource(RULE, { target: "projects/p/global/targetTcpProxies/tcp" })],
  },
  fails: {
    "a map that answers": { stack: chain({ defaultService: "web" }), findings: [ANSWERS] },
    "a map that answers, for a rule of the default scheme": {
      stack: chain({ defaultService: "web" }, { loadBalancingScheme: null }),
      findings: [ANSWERS],
    },
    "a map that answers on one host": {
      stack: chain({ ...REDIRECT, pathMatchers: [{ name: "a", defaultService: "web" }] }),
      findings: [ANSWERS],
    },
    "a map that answers for a path": {
      stack: chain({
        ...REDIRECT,
        pathMatchers: [{ name: "a", ...REDIRECT, pathRules: [{ paths: ["/health"], service: "web" }] }],
      }),
      findings: [ANSWERS],
    },
    "a map that answers for a route": {
      stack: chain({
        ...REDIRECT,
        pathMatchers: [{ name: "a", ...REDIRECT, routeRules: [{ priority: 1, service: "web" }] }],
      }),
      findings: [ANSWERS],
    },
  },
  unknown: {
    "a proxy of another program": {
      stack: [resource(RULE, { target: "projects/p/global/targetHttpProxies/http" })],
      at: ["target"],
    },
  },
});
