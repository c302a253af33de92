import { isBuiltIn } from "#models/kubernetes/api-groups";
import type { KubernetesObject } from "../../cluster/api/object.ts";
import { holdsUnknown, isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";
import { PLAIN_FLAGS } from "./difference.ts";
import { normalized } from "./prune.ts";
import { toObject, toOutputs } from "./wire-object.ts";

/** Maps that a typed object leaves out when they are empty; an empty structure, such as `emptyDir`, stays. */
const MAPS = [
  "annotations",
  "data",
  "default",
  "defaultRequest",
  "hard",
  "labels",
  "limits",
  "matchLabels",
  "max",
  "min",
  "nodeSelector",
  "requests",
];

/**
 * Inputs as the real provider's check returns them: a Secret's texts are `data`, and an object of a known type has
 * gone through that type, which leaves out empty maps, empty lists and flags that are off. With a value that is not
 * known they stay as they are. Source: pulumi-kubernetes, provider.go, normalizeInputs.
 */
export function checkedInputs(news: WireRecord): WireRecord {
  if (holdsUnknown(news)) {
    return news;
  }
  const object = normalized(toObject(news));
  return toOutputs(isTyped(object) ? (withoutEmpty(object) as KubernetesObject) : object, news);
}

/** Custom resources have no types in the provider; definitions and Secrets have a way of their own. */
function isTyped({ apiVersion, kind }: KubernetesObject): boolean {
  return (
    typeof apiVersion === "string" &&
    isBuiltIn(apiVersion) &&
    kind !== "Secret" &&
    kind !== "CustomResourceDefinition"
  );
}

function withoutEmpty(value: Wire): Wire {
  if (isList(value)) {
    return value.map(withoutEmpty);
  }
  if (!isPlain(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, Wire][] =>
      isLeftOut(key, member) ? [] : [[key, withoutEmpty(member)]],
    ),
  );
}

function isLeftOut(key: string, value: Wire): boolean {
  if (value === false) {
    return PLAIN_FLAGS.includes(key);
  }
  return isList(value)
    ? value.length === 0
    : MAPS.includes(key) && isPlain(value) && Object.keys(value).length === 0;
}
