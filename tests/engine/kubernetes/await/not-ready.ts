import { type KubernetesObject, nameOf } from "../../cluster/api/object.ts";

/** An object is there, but did not become what it should be in time. */
export class NotReady extends Error {
  readonly live: KubernetesObject;
  readonly reasons: readonly string[];

  constructor(
    live: KubernetesObject,
    reasons: readonly string[],
    message = `'${nameOf(live)}' timed out waiting to be Ready`,
  ) {
    super(message);
    this.name = "NotReady";
    this.live = live;
    this.reasons = reasons;
  }
}
