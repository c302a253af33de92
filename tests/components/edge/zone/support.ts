import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import type { Graph } from "#graph/model";
import { recordWith } from "../../../support/record.ts";

/** A zone with one record and no rules of its own. */
export const ZONE_ARGS = {
  domain: "example.com",
  accountId: "0123456789abcdef0123456789abcdef",
  plan: "pro",
  records: { apex: { type: "A", name: "@", content: "192.0.2.10" } },
} as const satisfies ZoneArgs;

/** Records that zone, called "zone", with other arguments. */
export function recordZone(args: Partial<ZoneArgs> = {}): Promise<Graph> {
  return recordWith(({ cloudflare }) => {
    new Zone("zone", { ...ZONE_ARGS, ...args }, { provider: cloudflare });
    return {};
  });
}
