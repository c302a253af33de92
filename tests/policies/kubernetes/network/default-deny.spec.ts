import { type Node, UNKNOWN, type Values } from "#graph/model";
import { defaultDeny } from "#policies/kubernetes/network/default-deny";
import { changed, changedAll, resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { deployment, object } from "../../support/workloads.ts";

const API = deployment();
const NAMESPACE = resource("kubernetes:core/v1:Namespace", { metadata: { name: "shop" } });
const DENY = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });

const OTHER_CLUSTER = `${NAMESPACE.provider}-other`;

function policy(spec: Values): Node {
  return object("networking.k8s.io/v1:NetworkPolicy", { spec });
}

function says(way: "into" | "out of", path: string): string {
  return `no policy denies traffic ${way} the pods of namespace "shop" by default [${path}]`;
}

describeRule(defaultDeny, {
  passes: {
    "one policy for both directions": [NAMESPACE, API, DENY],
    "a policy for each direction": [
      API,
      changed(DENY, "spec.policyTypes", ["Ingress"]),
      { ...changed(DENY, "spec.policyTypes", ["Egress"]), urn: `${DENY.urn}-egress` },
    ],
    "a namespace that runs no pods": [NAMESPACE],
    "a namespace of that name in another cluster, which runs no pods": [
      API,
      DENY,
      { ...NAMESPACE, provider: OTHER_CLUSTER },
    ],
  },
  fails: {
    "a namespace without policies, once, however many workloads it has": {
      stack: [API, { ...API, urn: `${API.urn}-2` }, NAMESPACE],
      findings: [says("into", "metadata.name"), says("out of", "metadata.name")],
    },
    "a policy that leaves one direction open": {
      stack: [API, changed(DENY, "spec.policyTypes", ["Ingress"])],
      findings: [says("out of", "metadata.namespace")],
    },
    "a policy that allows something": {
      stack: [API, changed(DENY, "spec.egress", [{ to: [] }])],
      findings: [says("out of", "metadata.namespace")],
    },
    "a policy for some pods": {
      stack: [API, changedAll(DENY, { "spec.podSelector": { matchLabels: { app: "api" } } })],
      findings: [says("into", "metadata.namespace"), says("out of", "metadata.namespace")],
    },
    "a workload beside a namespace of that name in another cluster": {
      stack: [API, { ...NAMESPACE, provider: OTHER_CLUSTER }],
      findings: [says("into", "metadata.namespace"), says("out of", "metadata.namespace")],
    },
    "a policy in another cluster": {
      stack: [API, { ...DENY, provider: OTHER_CLUSTER }],
      findings: [says("into", "metadata.namespace"), says("out of", "metadata.namespace")],
    },
  },
  unknown: {
    "a workload whose namespace is not known": {
      stack: [changed(API, "metadata.namespace", UNKNOWN)],
      at: ["metadata.namespace"],
    },
    "a policy whose namespace is not known": {
      stack: [API, changed(DENY, "metadata.namespace", UNKNOWN)],
      at: ["metadata.namespace"],
    },
  },
});
