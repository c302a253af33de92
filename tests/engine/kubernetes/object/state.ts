import type { KubernetesObject } from "../../cluster/api/object.ts";
import { isPlain, type WireRecord } from "../../provider/wire.ts";
import { without } from "./prune.ts";
import { toObject, toOutputs } from "./wire-object.ts";

/** What the state keeps of an object besides the object itself, as the real provider does. */
const NOTES = ["__inputs", "__initialApiVersion", "__fieldManager"];

/** An object as it was when it was last seen, and the inputs that made it. */
export interface LastSeen {
  readonly live: KubernetesObject;
  readonly inputs: KubernetesObject;
  /** Who owns its fields; empty when that is not known. */
  readonly manager: string;
}

/** What the state keeps of an object. */
export function outputsOf(live: KubernetesObject, inputs: WireRecord, manager: string): WireRecord {
  return {
    ...toOutputs(live, inputs),
    __inputs: toOutputs(toObject(inputs), inputs),
    __initialApiVersion: live["apiVersion"] ?? "",
    __fieldManager: manager,
  };
}

/** Reads {@link outputsOf} back. */
export function lastSeen(outputs: WireRecord): LastSeen {
  const { __inputs, __fieldManager } = outputs;
  return {
    live: toObject(without(outputs, NOTES)),
    inputs: toObject(isPlain(__inputs) ? __inputs : {}),
    manager: typeof __fieldManager === "string" ? __fieldManager : "",
  };
}
