import { randomBytes } from "node:crypto";
import {
  type KubernetesObject,
  kindOf,
  nameOf,
  namespaceOf,
  recordAt,
  textAt,
} from "../cluster/api/object.ts";
import { ProviderError } from "../provider/failure.ts";
import type { CheckAnswer, CheckRequest, DiffAnswer, DiffRequest } from "../provider/provider.ts";
import { AUTONAMED } from "./object/annotations.ts";
import { checkedInputs } from "./object/checked.ts";
import { differences, pathText, propertyDiff, replaces } from "./object/difference.ts";
import { isAutonamed, isPatch } from "./object/identity.ts";
import { normalized, prune } from "./object/prune.ts";
import { lastSeen } from "./object/state.ts";
import { toObject } from "./object/wire-object.ts";
import type { Session } from "./session.ts";

/** Gives objects without a name one, and keeps it from then on. */
export async function check({
  type,
  name,
  olds,
  news: given,
  randomSeed,
}: CheckRequest): Promise<CheckAnswer> {
  const news = checkedInputs(given);
  const metadata = recordAt(news, "metadata");
  if (metadata["name"] !== undefined || metadata["generateName"] !== undefined) {
    return { inputs: news };
  }
  if (isPatch(type)) {
    throw new ProviderError(
      "invalidArgument",
      "patch resources require the `.metadata.name` field to be set",
    );
  }
  const suffix = Buffer.from(randomSeed.length > 0 ? randomSeed : randomBytes(4))
    .toString("hex")
    .slice(0, 8);
  const own = isAutonamed(olds) ? textAt(olds, "metadata", "name") : `${name}-${suffix}`;
  const annotations = { ...recordAt(metadata, "annotations"), [AUTONAMED]: "true" };
  return { inputs: { ...news, metadata: { ...metadata, name: own, annotations } } };
}

/**
 * Compares the new inputs with what the last ones became: the live object as it was last seen, cut down to what
 * the program is responsible for. What others changed shows after a refresh.
 */
export async function diff(session: Session, request: DiffRequest): Promise<DiffAnswer> {
  const { type, olds, ignoreChanges } = request;
  const last = lastSeen(olds);
  const news = normalized(toObject(request.news));
  const served = await session.api.served(kindOf(news)).catch(() => undefined);
  const namespaced = served?.namespaced ?? true;
  const old = withNamespace(prune(last.live, normalized(last.inputs)), namespaced);
  const found = differences(old, withNamespace(news, namespaced)).filter(
    ({ path }) => !ignoreChanges.some((ignored) => `${pathText(path)}.`.startsWith(`${ignored}.`)),
  );
  const mutable = session.mutable.has(type) && news["immutable"] !== true;
  const details = found.map((difference) => {
    const replace = isPatch(type) ? isIdentity(difference.path) : replaces(type, difference, mutable);
    return [pathText(difference.path), propertyDiff(difference, replace)] as const;
  });
  const replaced = details.flatMap(([path, { kind }]) => (kind.endsWith("-replace") ? [path] : []));
  return {
    diffs: [...new Set(found.map(({ path }) => String(path[0])))],
    replaces: replaced,
    detailed: Object.fromEntries(details),
    deleteBeforeReplace:
      replaced.length > 0 &&
      !isAutonamed(request.news) &&
      nameOf(news) === nameOf(last.live) &&
      (namespaceOf(news) || "default") === (namespaceOf(last.live) || "default"),
  };
}

function isIdentity([first, second]: readonly (string | number)[]): boolean {
  return first === "metadata" && (second === "name" || second === "namespace");
}

function withNamespace(object: KubernetesObject, namespaced: boolean): KubernetesObject {
  const { namespace, ...metadata } = recordAt(object, "metadata");
  return {
    ...object,
    metadata: namespaced ? { ...metadata, namespace: namespace ?? "default" } : metadata,
  };
}
