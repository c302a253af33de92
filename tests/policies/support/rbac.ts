import type { Node, Value, Values } from "#graph/model";
import { resource } from "./nodes.ts";

const GROUP = "kubernetes:rbac.authorization.k8s.io";

/** A role with one rule. */
export function role(kind: "Role" | "ClusterRole", rule: Values, version = "v1"): Node {
  return resource(`${GROUP}/${version}:${kind}`, { metadata: { name: "shop" }, rules: [rule] });
}

/** A binding of a role to subjects. */
export function binding(kind: string, roleRef: Value, subjects: Value, version = "v1"): Node {
  return resource(`${GROUP}/${version}:${kind}`, { metadata: { name: "shop" }, roleRef, subjects });
}

/** A reference to a cluster's role. */
export function clusterRole(name: Value): Value {
  return { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name };
}

export const API = { kind: "ServiceAccount", name: "api", namespace: "shop" };
