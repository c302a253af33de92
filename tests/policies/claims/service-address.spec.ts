import { type Node, UNKNOWN, type Values } from "#graph/model";
import { serviceAddress } from "#policies/claims/service-address";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

function service(name: string, spec: Values): Node {
  return resource("kubernetes:core/v1:Service", { metadata: { name, namespace: name }, spec }, { name });
}

const port = (nodePort: Values[string], protocol = "TCP"): Values => ({
  ports: [{ port: 80, nodePort, protocol }],
});
const balancer = (number: number, address: Values[string] = "192.0.2.1"): Values => ({
  loadBalancerIP: address,
  ports: [{ port: number }],
});

describeRule(serviceAddress, {
  passes: {
    "ports that the cluster assigns": [
      service("a", { ports: [{ port: 80 }] }),
      service("b", { ports: [{ port: 80 }] }),
    ],
    "a port of two protocols": [service("a", port(30_053)), service("b", port(30_053, "UDP"))],
    "headless Services": [service("a", { clusterIP: "None" }), service("b", { clusterIP: "None" })],
    "two addresses with one port": [service("a", balancer(443)), service("b", balancer(443, "192.0.2.2"))],
    "a port of an address by two protocols": ["TCP", "UDP"].map((protocol) =>
      service(protocol.toLowerCase(), { loadBalancerIP: "192.0.2.1", ports: [{ port: 443, protocol }] }),
    ),
    "an address with two ports": [service("a", balancer(80)), service("b", balancer(443))],
  },
  fails: {
    "a node port twice": {
      stack: [service("a", port(30_080)), service("b", port(30_080))],
      findings: ["the node port 30080 is claimed by a already [spec.ports[0].nodePort]"],
    },
    "a node port that another Service's health check uses": {
      stack: [service("a", port(30_080)), service("b", { healthCheckNodePort: 30_080 })],
      findings: ["the node port 30080 is claimed by a already [spec.healthCheckNodePort]"],
    },
    "a load balancer's address and port twice": {
      stack: [service("a", balancer(443)), service("b", balancer(443))],
      findings: [
        "the load balancer's address 192.0.2.1 with this port is claimed by a already [spec.loadBalancerIP]",
      ],
    },
    "a cluster address twice": {
      stack: [service("a", { clusterIP: "10.0.0.9" }), service("b", { clusterIP: "10.0.0.9" })],
      findings: ["the cluster address 10.0.0.9 is claimed by a already [spec.clusterIP]"],
    },
  },
  unknown: {
    "a node port that is not known": {
      stack: [service("a", port(30_080)), service("b", port(UNKNOWN))],
      at: ["spec.ports[0].nodePort"],
    },
  },
});
