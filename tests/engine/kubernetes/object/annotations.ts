import { type KubernetesObject, textAt } from "../../cluster/api/object.ts";

/** Annotations by which a program tells the provider what to do with an object. */
const PREFIX = "pulumi.com/";

export function annotationOf(object: KubernetesObject, name: string): string {
  return textAt(object, "metadata", "annotations", `${PREFIX}${name}`);
}

export function isAnnotated(object: KubernetesObject, name: string): boolean {
  return annotationOf(object, name).toLowerCase() === "true";
}

export const AUTONAMED = `${PREFIX}autonamed`;

/** The provider's own waits are this part of the real one's: pods that are played are ready in two seconds, or never. */
export const TIME_SCALE = 0.15;

/** Ten minutes. Source: pulumi-kubernetes, await/await.go. */
const DEFAULT_SECONDS = 600 * TIME_SCALE;

/** How long to wait: as the program's options say, else the annotation. */
export function timeoutSecondsOf(object: KubernetesObject, fromOptions: number): number {
  return fromOptions || Number(annotationOf(object, "timeoutSeconds")) || DEFAULT_SECONDS;
}

export function propagationOf(object: KubernetesObject): "Foreground" | "Background" | "Orphan" {
  switch (annotationOf(object, "deletionPropagationPolicy").toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    default:
      return "Foreground";
  }
}
