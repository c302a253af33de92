import type { Node, Value, Values } from "#graph/model";
import { UNKNOWN } from "#graph/model";
import { resource } from "./nodes.ts";

/** A zone that the stack makes. */
export const ZONE = resource("cloudflare:index/zone:Zone", { name: "example.com" });

/** A zone that exists already and is read by its id. */
export const READ_ZONE = resource("cloudflare:index/zone:Zone", {}, { read: { id: "0a1b" } });

/** A resource of {@link ZONE}: its id is known once the zone is made. */
export function ofZone(type: string, inputs: Values, name?: string): Node {
  const named = name === undefined ? {} : { name };
  return resource(
    `cloudflare:index/${type}`,
    { ...inputs, zoneId: UNKNOWN },
    { uses: { zoneId: ZONE }, ...named },
  );
}

/** A setting of {@link ZONE}. */
export function setting(settingId: Value, value: Value): Node {
  return ofZone(
    "zoneSetting:ZoneSetting",
    { settingId, value },
    typeof settingId === "string" ? settingId : "setting",
  );
}

/** A ruleset of {@link ZONE} with these rules. */
export function ruleset(phase: Value, rules: Value): Node {
  return ofZone("ruleset:Ruleset", { kind: "zone", name: "rules", phase, rules });
}
