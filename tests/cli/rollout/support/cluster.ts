import {
  type ClusterApi,
  ClusterError,
  type Kind,
  type Selection,
  UnservedKind,
} from "#cli/rollout/cluster/api";
import { type LiveObject, nameOf, recordAt, textAt } from "#cli/rollout/cluster/live";
import type { ExpectedObject } from "#cli/rollout/expected";
import type { Values } from "#graph/model";

/** A cluster that holds the given objects, and answers as an API server would. */
export class HeldCluster implements ClusterApi {
  objects: LiveObject[];
  /** Kinds that may not be read. */
  readonly forbidden = new Set<string>();
  /** Kinds without a definition. */
  readonly unserved = new Set<string>();

  constructor(...objects: LiveObject[]) {
    this.objects = objects;
  }

  async get(kind: Kind, namespace: string | undefined, name: string): Promise<LiveObject | undefined> {
    return (await this.list(kind, { namespace })).find((object) => nameOf(object) === name);
  }

  async list(kind: Kind, { namespace, labelSelector, fieldSelector }: Selection): Promise<LiveObject[]> {
    if (this.unserved.has(kind.kind)) {
      throw new UnservedKind(kind);
    }
    if (this.forbidden.has(kind.kind)) {
      throw new ClusterError(`no permission to list ${kind.kind}`, 403);
    }
    return this.objects.filter(
      (object) =>
        object["kind"] === kind.kind &&
        (namespace === undefined || textAt(object, "metadata", "namespace") === namespace) &&
        matchesLabels(object, labelSelector) &&
        matchesFields(object, fieldSelector),
    );
  }
}

function matchesLabels(object: LiveObject, selector = ""): boolean {
  const labels = recordAt(object, "metadata", "labels");
  return selector.split(",").every((part) => {
    const [key = "", value] = part.split("=");
    return part === "" || labels[key] === value;
  });
}

function matchesFields(object: LiveObject, selector = ""): boolean {
  return selector.split(",").every((part) => {
    const [path = "", value] = part.split("=");
    return part === "" || textAt(object, ...path.split(".")) === value;
  });
}

/** A live object in the namespace `shop`. */
export function live(apiVersion: string, kind: string, name: string, more: Values = {}): LiveObject {
  const { metadata, ...rest } = more;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: "shop",
      uid: `uid-${name}`,
      generation: 2,
      creationTimestamp: "2026-11-28T10:00:00Z",
      ...(metadata as Values),
    },
    ...rest,
  };
}

/** What a plan says of {@link live}'s object. */
export function expected(
  apiVersion: string,
  kind: string,
  name: string,
  inputs: Values = {},
): ExpectedObject {
  return {
    urn: `urn:pulumi:test::strata::kubernetes:${apiVersion}:${kind}::${name}`,
    cluster: "gke:project/zone/shop",
    apiVersion,
    kind,
    namespace: "shop",
    name,
    logicalName: name,
    inputs,
    ignored: [],
  };
}
