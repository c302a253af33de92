import { UNKNOWN, type Value, type Values } from "#graph/model";
import { sessionAffinity } from "#policies/kubernetes/network/session-affinity";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const service = (sessionAffinity: Value) =>
  resource("kubernetes:core/v1:Service", { spec: { type: "ClusterIP", sessionAffinity } });

/** An object of the ingress controller with one upstream, after one that anybody may use. */
function balancer(kind: string, upstream: Values) {
  const upstreams = [
    { name: "web", service: "web", port: 80 },
    { name: "api", service: "api", port: 8500, ...upstream },
  ];
  return resource(`kubernetes:k8s.nginx.org/v1:${kind}`, { spec: { upstreams } });
}

const cookie = { enable: true, name: "srv_id", expires: "3600s" };

describeRule(sessionAffinity, {
  passes: {
    "a service that does not say": [resource("kubernetes:core/v1:Service", { spec: { ports: [] } })],
    "a service without affinity": [service("None")],
    "the fewest connections": [balancer("VirtualServer", { "lb-method": "least_conn" })],
    "two at random": [balancer("VirtualServer", { "lb-method": "random two least_conn" })],
    "connections in turn": [balancer("TransportServer", { loadBalancingMethod: "round_robin" })],
    "a cookie that is switched off": [
      balancer("VirtualServer", { sessionCookie: { ...cookie, enable: false } }),
    ],
    "a host without upstreams": [resource("kubernetes:k8s.nginx.org/v1:VirtualServer", { spec: {} })],
  },
  fails: {
    "S55: a service by client address": {
      stack: [service("ClientIP")],
      findings: ["the service ties each client address to one pod [spec.sessionAffinity]"],
    },
    "S55: requests by client address": {
      stack: [balancer("VirtualServer", { "lb-method": "ip_hash" })],
      findings: ["the pod is chosen by client (ip_hash) [spec.upstreams[1].lb-method]"],
    },
    "S55: requests by a hash of anything": {
      stack: [balancer("VirtualServerRoute", { "lb-method": "hash $cookie_token consistent" })],
      findings: ["the pod is chosen by client (hash $cookie_token consistent) [spec.upstreams[1].lb-method]"],
    },
    "S55: connections by a hash of the address": {
      stack: [balancer("TransportServer", { loadBalancingMethod: "hash $remote_addr" })],
      findings: ["the pod is chosen by client (hash $remote_addr) [spec.upstreams[1].loadBalancingMethod]"],
    },
    "S55: a sticky cookie": {
      stack: [balancer("VirtualServer", { "lb-method": "least_conn", sessionCookie: cookie })],
      findings: ["a cookie ties each client to one pod [spec.upstreams[1].sessionCookie.enable]"],
    },
  },
  unknown: {
    "an affinity that is not known": { stack: [service(UNKNOWN)], at: ["spec.sessionAffinity"] },
    "a method that is not known": {
      stack: [balancer("VirtualServer", { "lb-method": UNKNOWN })],
      at: ["spec.upstreams[1].lb-method"],
    },
  },
});
