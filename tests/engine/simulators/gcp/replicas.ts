import { parseTier } from "#components/database/postgres/tier";
import { ProviderError } from "../../provider/failure.ts";
import { isList, isPlain, type WireRecord } from "../../provider/wire.ts";
import type { Context, Wish } from "../kind.ts";

const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";

/**
 * Refuses a primary that is larger than one of its replicas, and a replica that is smaller than its primary. Source:
 * terraform-google-sql-db #210.
 */
export function fitsReplicas({ type, inputs }: Wish, key: string, { cloud }: Context): void {
  if (type !== INSTANCE) {
    return;
  }
  const instances = cloud.ofType(INSTANCE);
  const named = (name: unknown) => instances.find((other) => other.key.split("/").at(-1) === name);
  const primary = named(inputs["masterInstanceName"]);
  const pairs = primary
    ? [{ primary: primary.inputs, replica: inputs }]
    : instances
        .filter((other) => other.inputs["masterInstanceName"] === key.split("/").at(-1))
        .map((replica) => ({ primary: inputs, replica: replica.inputs }));
  if (pairs.some((pair) => isLarger(sizeOf(pair.primary), sizeOf(pair.replica)))) {
    throw new ProviderError(
      "invalidArgument",
      "googleapi: Error 400: Invalid request: The master instance can not be larger than replica instance., invalid",
    );
  }
}

/** Sizes that a replica must not fall short of. */
function sizeOf({ settings }: WireRecord): readonly number[] {
  const given = isPlain(settings) ? settings : {};
  const tier = parseTier(String(given["tier"]));
  const flags = isList(given["databaseFlags"]) ? given["databaseFlags"].filter(isPlain) : [];
  const connections = flags.find(({ name }) => name === "max_connections")?.["value"];
  return [tier?.vcpus ?? 0, tier?.memoryMiB ?? 0, Number(connections ?? tier?.maxConnections ?? 0)];
}

function isLarger(primary: readonly number[], replica: readonly number[]): boolean {
  return primary.some((size, at) => size > (replica[at] ?? 0));
}
