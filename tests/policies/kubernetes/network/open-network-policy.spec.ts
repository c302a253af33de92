import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { NOT_PUBLIC } from "#models/addresses/ranges";
import { openNetworkPolicy } from "#policies/kubernetes/network/open-network-policy";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const PORTS = [{ port: 8080 }];

function policy(...from: readonly Value[]): Node {
  return resource(POLICY, {
    spec: { podSelector: {}, ingress: from.map((each) => ({ from: each, ports: PORTS })) },
  });
}

function cilium(...ingress: readonly Values[]): Node {
  return resource("kubernetes:cilium.io/v2:CiliumNetworkPolicy", { spec: { ingress: [...ingress] } });
}

const block = (cidr: string, ...except: readonly string[]) => ({ ipBlock: { cidr, except: [...except] } });

describeRule(openNetworkPolicy, {
  passes: {
    "Cilium's pods of the cluster and a private range": [
      cilium({ fromEntities: ["cluster", "host"] }, { fromCIDR: ["10.0.0.0/8"] }),
    ],
    "pods and a private range": [policy([{ podSelector: {} }, block("10.0.0.0/8")])],
    "everything but the internet": [policy([block("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1")])],
    "the ingress": [
      resource(
        POLICY,
        { spec: { ingress: [{ from: [block("0.0.0.0/0")] }] } },
        { within: ["strata:ingress:NginxIngress"] },
      ),
    ],
    "the way out": [resource(POLICY, { spec: { egress: [{ to: [block("0.0.0.0/0", ...NOT_PUBLIC)] }] } })],
  },
  fails: {
    "both halves, as Cilium writes them": {
      stack: [
        cilium(
          { fromCIDR: ["0.0.0.0/1"] },
          { fromCIDRSet: [{ cidr: "128.0.0.0/1", except: ["192.0.2.0/24"] }] },
        ),
      ],
      findings: ["the policy admits 99 % of the internet (0.0.0.0/1, 128.0.0.0/1) [spec.ingress]"],
    },
    "the world, as Cilium calls it": {
      stack: [cilium({ fromEntities: ["cluster"] }, { fromEntities: ["world"] })],
      findings: ["the policy admits the whole internet (*) [spec.ingress]"],
    },
    "the whole internet": {
      stack: [policy([block("0.0.0.0/0", ...NOT_PUBLIC)])],
      findings: ["the policy admits the whole internet (0.0.0.0/0) [spec.ingress]"],
    },
    "halves in two rules": {
      stack: [policy([block("0.0.0.0/1")], [block("128.0.0.0/1")])],
      findings: ["the policy admits the whole internet (0.0.0.0/1, 128.0.0.0/1) [spec.ingress]"],
    },
    "half of the newer protocol": {
      stack: [policy([block("::/0", "3000::/4")])],
      findings: ["the policy admits 50 % of the internet (::/0) [spec.ingress]"],
    },
  },
  unknown: {
    "entities that are not known": {
      stack: [cilium({ fromEntities: UNKNOWN })],
      at: ["spec.ingress[0].fromEntities"],
    },
    "a block that is not known": {
      stack: [policy([{ ipBlock: { cidr: UNKNOWN } }])],
      at: ["spec.ingress[0].from[0].ipBlock.cidr"],
    },
    "peers of one rule": {
      stack: [policy(UNKNOWN, [block("10.0.0.0/8")])],
      at: ["spec.ingress[0].from.ipBlock"],
    },
  },
});
