import { randomBytes } from "node:crypto";
import type { ResourceIdentity } from "../../provider/provider.ts";
import type { WireRecord } from "../../provider/wire.ts";
import type { Context, Identity, Wish } from "../kind.ts";
import type { ResourceShape } from "../sdk/shapes.ts";

/**
 * An import's id says where an object stands: `<zone_id>/<dns_record_id>`. A resource's id in the state is the
 * last part of it, which is what the cloud gives, what the program calls it, or for a setting of a zone the
 * zone's own id.
 */
export function identify(wish: Wish, { shape }: Context): Identity {
  const parts = partsOf(shape);
  const last = parts.length - 1;
  const values = parts.map((part, at) => textOf(part, wish.inputs) ?? (at === last ? newId() : ""));
  return { key: values.join("/"), id: values[last] ?? "" };
}

/** The key of an object that a state knows, or of one to be imported, whose id has all parts. */
export function locate(
  identity: ResourceIdentity,
  id: string,
  outputs: WireRecord,
  { shape, cloud }: Context,
): string | undefined {
  const parts = partsOf(shape);
  if (Object.keys(outputs).length === 0) {
    return id;
  }
  const key = parts
    .map((part, at) => (at === parts.length - 1 ? id : (textOf(part, outputs) ?? "")))
    .join("/");
  // A zone that is read by its id alone has no other parts.
  return cloud.find(identity.type, key) ? key : undefined;
}

/** Whether the cloud gives the id, so that a second creation makes a second object. */
export function hasOwnId(shape: ResourceShape): boolean {
  const last = partsOf(shape).at(-1) ?? "";
  return !(camelCase(last) in shape.inputs);
}

/** `<{accounts|zones}/{account_id|zone_id}>/<ruleset_id>` has the parts scope, account_id or zone_id, ruleset_id. */
function partsOf({ importFormats: [format = "<zone_id>"] }: ResourceShape): string[] {
  return format.replaceAll(/[<>{}]/g, "").split("/");
}

function textOf(part: string, inputs: WireRecord): string | undefined {
  if (part === "accounts|zones") {
    return inputs["zoneId"] ? "zones" : "accounts";
  }
  const given = part.split("|").flatMap((name) => inputs[camelCase(name)] ?? []);
  return given.length > 0 ? String(given[0]) : undefined;
}

/** Cloudflare's ids are 32 hexadecimal digits. */
function newId(): string {
  return randomBytes(16).toString("hex");
}

/** `dns_record_id` is `dnsRecordId`. */
function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
