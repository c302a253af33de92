import { fixed, isAbsent, named, namespacePart, type Part } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { podTemplate, WORKLOADS } from "../../kubernetes/workload.ts";
import type { Property } from "../../property.ts";
import type { DefinitionKind } from "../definition.ts";
import {
  CONFIG_MAP,
  PRIORITY_CLASS,
  SECRET,
  SERVICE_ACCOUNT,
  STORAGE_CLASS,
  VOLUME_CLAIM,
} from "../definitions/objects.ts";
import type { Reference } from "../reference.ts";

/** What the pods of a workload need to exist before they start. */
export function* ofPods(workload: PolicyResource, stack: PolicyContext): Iterable<Reference> {
  const pod = podTemplate(workload).at("spec");
  const place = new Names(workload, namespacePart(workload, stack));
  yield* place.of(SERVICE_ACCOUNT, pod.at("serviceAccountName"));
  yield* clusterWide(workload, PRIORITY_CLASS, pod.at("priorityClassName"));
  for (const pull of pod.at("imagePullSecrets").items()) {
    yield* place.of(SECRET, pull.at("name"));
  }
  for (const volume of pod.at("volumes").items()) {
    yield* place.ofVolume(volume);
    yield* place.of(VOLUME_CLAIM, volume.at("persistentVolumeClaim.claimName"));
    for (const source of volume.at("projected.sources").items()) {
      yield* place.ofVolume(source);
    }
  }
  for (const list of ["containers", "initContainers"]) {
    for (const container of pod.at(list).items()) {
      yield* place.ofEnvironment(container);
    }
  }
  for (const claim of workload.at("spec.volumeClaimTemplates").items()) {
    yield* clusterWide(workload, STORAGE_CLASS, claim.at("spec.storageClassName"));
  }
}

/** References of a volume claim to its class. */
export function* ofVolumeClaim(claim: PolicyResource): Iterable<Reference> {
  yield* clusterWide(claim, STORAGE_CLASS, claim.at("spec.storageClassName"));
}

export const POD_REFERENCES = Object.fromEntries(WORKLOADS.map((type) => [type, ofPods] as const));

export function* clusterWide(from: PolicyResource, to: DefinitionKind, at: Property): Iterable<Reference> {
  if (!isAbsent(at)) {
    yield { to, key: [named(from, at)], at };
  }
}

/** References to objects of one namespace. */
export class Names {
  readonly #from: PolicyResource;
  readonly #namespace: Part;

  constructor(from: PolicyResource, namespace: Part) {
    this.#from = from;
    this.#namespace = namespace;
  }

  *of(to: DefinitionKind, at: Property, members: readonly Property[] = []): Iterable<Reference> {
    if (!isAbsent(at)) {
      yield { to, key: [this.#namespace, named(this.#from, at)], at, members };
    }
  }

  /** A volume, or a source of a projected one; optional ones may be missing. */
  *ofVolume(volume: Property): Iterable<Reference> {
    const [secret, projected, map] = ["secret", "secret", "configMap"].map((kind) => volume.at(kind));
    for (const [to, source, name] of [
      [SECRET, secret, "secretName"],
      [SECRET, projected, "name"],
      [CONFIG_MAP, map, "name"],
    ] as const) {
      if (source && !isOptional(source)) {
        const keys = source
          .at("items")
          .items()
          .map((item) => item.at("key"));
        yield* this.of(to, source.at(name), keys);
      }
    }
  }

  *ofEnvironment(container: Property): Iterable<Reference> {
    for (const variable of container.at("env").items()) {
      for (const [to, kind] of [
        [SECRET, "secretKeyRef"],
        [CONFIG_MAP, "configMapKeyRef"],
      ] as const) {
        const source = variable.at("valueFrom").at(kind);
        if (!isOptional(source)) {
          yield* this.of(to, source.at("name"), [source.at("key")]);
        }
      }
    }
    for (const source of container.at("envFrom").items()) {
      for (const [to, kind] of [
        [SECRET, "secretRef"],
        [CONFIG_MAP, "configMapRef"],
      ] as const) {
        if (!isOptional(source.at(kind))) {
          yield* this.of(to, source.at(kind).at("name"));
        }
      }
    }
  }

  /** An object of a kind that is part of the key. */
  *ofKind(to: DefinitionKind, kind: string, at: Property): Iterable<Reference> {
    if (!isAbsent(at)) {
      yield { to, key: [this.#namespace, fixed(kind), named(this.#from, at)], at };
    }
  }
}

function isOptional(source: Property): boolean {
  return source.at("optional").is(true);
}
