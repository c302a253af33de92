import { randomBytes } from "node:crypto";
import { type Kind, type KubernetesObject, nameOf, namespaceOf, textAt } from "../../cluster/api/object.ts";
import type { WireRecord } from "../../provider/wire.ts";
import { AUTONAMED } from "./annotations.ts";

/** `namespace/name`, or the name alone. */
export function idOf(object: KubernetesObject): string {
  return namespaceOf(object) ? `${namespaceOf(object)}/${nameOf(object)}` : nameOf(object);
}

/** Who owns the fields that are applied: named by the program, or else once and for all. */
export function managerOf(object: KubernetesObject, last: string): string {
  const annotated = textAt(object, "metadata", "annotations", "pulumi.com/patchFieldManager");
  return annotated || last || `pulumi-kubernetes-${randomBytes(4).toString("hex")}`;
}

/** `kubernetes:apps/v1:DeploymentPatch`: owns fields of an object that others made. */
export function isPatch(type: string): boolean {
  return type.endsWith("Patch");
}

/** The object that a patch is about. */
export function asPatched(object: KubernetesObject): KubernetesObject {
  return { ...object, kind: textAt(object, "kind").replace(/Patch$/, "") };
}

export function isAutonamed(inputs: WireRecord): boolean {
  return textAt(inputs, "metadata", "annotations", AUTONAMED) === "true";
}

/** `kubernetes:apps/v1:Deployment` */
export function kindOfToken(type: string): Kind {
  const [, apiVersion = "", kind = ""] = type.split(":");
  return { apiVersion: apiVersion.replace(/^core\//, ""), kind: kind.replace(/Patch$/, "") };
}
