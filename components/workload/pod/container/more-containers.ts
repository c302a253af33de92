import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { dnsLabel } from "#models/grammar/names";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { checkImage } from "./image.ts";
import { checkProbes, type Probe, workerProbes } from "./probes.ts";
import { checkResources, type Resources } from "./resources.ts";

/**
 * A container that runs to completion before the pod's own starts, such as one that prepares files. It has the pod's
 * environment, files, credentials and volumes, and the same restrictions.
 */
export interface InitContainer {
  /** Default: the pod's own image. */
  readonly image?: string;
  /** Whether a tag other than `latest` is accepted instead of a digest. Default false. */
  readonly allowTag?: boolean;
  /** Default: the image's entry point. */
  readonly command?: readonly string[];
  /** Default: the image's. */
  readonly args?: readonly string[];
  /** The pod requests the largest of its init containers, or the sum of the others if that is more. */
  readonly resources: Resources;
}

/**
 * A container that starts before the pod's own and stops after it, such as a proxy. Source: Kubernetes 1.33, sidecar
 * containers (an init container that is always restarted).
 */
export interface Sidecar extends InitContainer {
  readonly image: string;
  /** Whether it works; a failure restarts it alone. Default: none. */
  readonly liveness?: Probe;
}

/** The pod's containers besides its own, by name. */
export interface MoreContainers {
  readonly initContainers: Readonly<Record<string, InitContainer>>;
  readonly sidecars: Readonly<Record<string, Sidecar>>;
}

/** What a container adds to those of the pod's own. */
export type ContainerParts = Pick<InitContainer, "command" | "args" | "resources"> & {
  readonly name: string;
  readonly image: string;
  readonly more: Partial<inputs.core.v1.Container>;
};

/** In the order in which they start: sidecars first, so that init containers can use them. */
export function moreContainers(pod: { readonly image: string } & MoreContainers): ContainerParts[] {
  return [
    ...Object.entries(pod.sidecars).map(([name, { image, liveness, allowTag: _, ...rest }]) => ({
      ...rest,
      name,
      image,
      more: { restartPolicy: "Always", ...(liveness ? workerProbes(liveness, undefined) : {}) },
    })),
    ...Object.entries(pod.initContainers).map(([name, { image = pod.image, allowTag: _, ...rest }]) => ({
      ...rest,
      name,
      image,
      more: {},
    })),
  ];
}

export function checkMoreContainers(
  checks: ArgumentChecks,
  own: string,
  { initContainers, sidecars }: MoreContainers,
): void {
  checks.distinct(
    "sidecars",
    [own, ...Object.keys(initContainers), ...Object.keys(sidecars)],
    "names that no other container of the pod has",
  );
  for (const [argument, containers] of Object.entries({ initContainers, sidecars })) {
    for (const [name, container] of Object.entries(containers)) {
      const at = `${argument}.${name}`;
      checks.valid(at, name, dnsLabel);
      const { image, allowTag = false, resources } = container;
      if (image !== undefined || argument === "sidecars") {
        checkImage(checks, image as string, allowTag, `${at}.image`);
      }
      checks.that(resources?.limits !== undefined, `${at}.resources`, resources, "requests and limits");
      checkResources(checks, resources, `${at}.resources`);
      const { liveness } = container as Sidecar;
      checkProbes(checks, liveness ? { liveness } : {}, `${at}.`);
      const asks = !liveness || !("path" in liveness) || liveness.port !== undefined;
      checks.that(asks, `${at}.liveness.port`, undefined, "the port to ask on");
    }
  }
}
