import { fixed, isAbsent, named, namespacePart, type Part } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { podTemplate, WORKLOADS } from "../../kubernetes/workload.ts";
import { type Property, separately, type UnknownValue } from "../../property.ts";
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

type References = Iterable<Reference | UnknownValue>;

/** What the pods of a workload need to exist before they start. */
export function* ofPods(workload: PolicyResource, stack: PolicyContext): References {
  const pod = podTemplate(workload).at("spec");
  const place = new Names(workload, namespacePart(workload, stack));
  yield* place.of(SERVICE_ACCOUNT, pod.at("serviceAccountName"));
  yield* clusterWide(workload, PRIORITY_CLASS, pod.at("priorityClassName"));
  const lists: readonly (readonly [list: Property, references: (element: Property) => References])[] = [
    [pod.at("imagePullSecrets"), (pull) => place.of(SECRET, pull.at("name"))],
    [pod.at("volumes"), (volume) => place.ofVolume(volume)],
    [pod.at("containers"), (container) => place.ofEnvironment(container)],
    [pod.at("initContainers"), (container) => place.ofEnvironment(container)],
    [
      workload.at("spec.volumeClaimTemplates"),
      (claim) => clusterWide(workload, STORAGE_CLASS, claim.at("spec.storageClassName")),
    ],
  ];
  yield* separately(lists, ([list, references]) => separately(list.items(), references));
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

  /** A volume with the sources that are projected into it; optional ones may be missing. */
  *ofVolume(volume: Property): References {
    yield* separately([volume], (each) => this.#ofSource(each));
    yield* this.of(VOLUME_CLAIM, volume.at("persistentVolumeClaim.claimName"));
    yield* separately(volume.at("projected.sources").items(), (source) => this.#ofSource(source));
  }

  *#ofSource(volume: Property): References {
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

  *ofEnvironment(container: Property): References {
    const variables = separately([container.at("env")], (list) => list.items());
    yield* separately(variables, (variable) =>
      this.#ofKeys(variable.at("valueFrom"), ["secretKeyRef", "configMapKeyRef"]),
    );
    const sources = separately([container.at("envFrom")], (list) => list.items());
    yield* separately(sources, (source) => this.#ofKeys(source, ["secretRef", "configMapRef"]));
  }

  /** A Secret or a ConfigMap, and the key in it if one is named. */
  *#ofKeys(source: Property, [secret, map]: readonly [string, string]): References {
    for (const [to, kind] of [
      [SECRET, secret],
      [CONFIG_MAP, map],
    ] as const) {
      const reference = source.at(kind);
      if (!isOptional(reference)) {
        yield* this.of(to, reference.at("name"), isAbsent(reference.at("key")) ? [] : [reference.at("key")]);
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
