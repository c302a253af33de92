import { createHash } from "node:crypto";
import type { ResourceIdentity } from "../provider/provider.ts";
import { fill, isPlain, UNKNOWN, type Wire, type WireRecord } from "../provider/wire.ts";
import { computedMembers } from "./computed.ts";

/** The same resource has the same id in every run. */
export function idOf({ urn, name }: ResourceIdentity): string {
  return `${name}-${createHash("sha256").update(urn).digest("hex").slice(0, 8)}`;
}

/**
 * A resource's outputs: its inputs, and the members that its kind computes where the inputs leave them open.
 *
 * @param preview when true, the computed members are unknown, as a real provider answers before it creates
 */
export function outputsOf(identity: ResourceIdentity, inputs: WireRecord, preview: boolean): WireRecord {
  const computed = computedMembers(identity, inputs);
  return {
    ...asRecord(fill(inputs, preview ? hide(computed) : computed)),
    id: preview ? UNKNOWN : idOf(identity),
  };
}

/** Replaces every value by "unknown", at the depth where it would stand. */
function hide(value: Wire): Wire {
  if (Array.isArray(value)) {
    return value.map(hide);
  }
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hide(member)]))
    : UNKNOWN;
}

function asRecord(value: Wire): WireRecord {
  return isPlain(value) ? value : {};
}
