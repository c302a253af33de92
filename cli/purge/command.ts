import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Terminal } from "../terminal.ts";
import { type PurgeClient, type PurgeOutcome, purge } from "./client.ts";
import {
  batchesOf,
  describeBatch,
  itemsOf,
  PURGE_LIMITS,
  type PurgeBatch,
  type PurgeTargets,
} from "./targets.ts";

/** What the command needs of a terminal. */
export type PurgeTerminal = Pick<Terminal, "folder" | "out" | "paint">;

/** Options of `strata purge`. */
export interface PurgeOptions extends PurgeTargets {
  /** Zone to purge: 32 hexadecimal digits, a stack output. */
  readonly zoneId: string;
  /** Purge; without it the command only says what it would do. */
  readonly apply?: boolean;
  /** Allows {@link PurgeTargets.everything}. */
  readonly allowEverything?: boolean;
  /** Plan of the zone, which says how much the API takes. Default "free", which every plan takes. */
  readonly plan?: string;
  /** File that holds the API token. Default: the environment variable CLOUDFLARE_API_TOKEN. */
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/**
 * Purges parts of a zone's cache, or says what it would purge.
 *
 * @param connection where to send requests, for tests
 * @returns 0 when all was purged or nothing had to be, 1 when something was not
 * @throws UsageError for targets the API would refuse, for everything without leave, and without a token
 */
export async function purgeCommand(
  options: PurgeOptions,
  terminal: PurgeTerminal,
  connection: Pick<PurgeClient, "endpoint" | "wait"> = {},
): Promise<number> {
  if (!/^[0-9a-f]{32}$/.test(options.zoneId)) {
    throw new UsageError(`zone id is "${options.zoneId}"; expected 32 hexadecimal digits`);
  }
  if (options.everything && !options.allowEverything) {
    throw new UsageError(
      "refusing to purge everything: every visitor's next request would meet the origin\n" +
        "purge by URL, tag or version, or add --allow-everything",
    );
  }
  const limits = limitsOf(options.plan ?? "free");
  const batches = batchesOf(options, limits);
  if (!options.apply) {
    terminal.out(options.json ? json({ dryRun: true, batches }) : dryRun(batches));
    return 0;
  }
  const token = tokenOf(options.tokenFile, terminal.folder);
  const outcomes = await purge({ zoneId: options.zoneId, token, limits, ...connection }, batches);
  terminal.out(options.json ? json({ dryRun: false, outcomes }) : report(outcomes, terminal));
  return outcomes.every(({ purged }) => purged) ? 0 : 1;
}

function limitsOf(plan: string) {
  for (const [name, limits] of Object.entries(PURGE_LIMITS)) {
    if (name === plan) {
      return limits;
    }
  }
  throw new UsageError(`plan is "${plan}"; expected one of ${Object.keys(PURGE_LIMITS).join(", ")}`);
}

function tokenOf(file: string | undefined, folder: string): string {
  const token = file ? readToken(resolve(folder, file)) : process.env["CLOUDFLARE_API_TOKEN"];
  if (!token?.trim()) {
    throw new UsageError("no API token: set CLOUDFLARE_API_TOKEN or name a --token-file");
  }
  return token.trim();
}

function readToken(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`cannot read the token file ${path}`);
  }
}

function dryRun(batches: readonly PurgeBatch[]): string {
  const lines = batches.flatMap((batch) => [`would purge ${describeBatch(batch)}`, ...listed(batch)]);
  return `${[...lines, "", "dry run, nothing was purged; add --apply to do it"].join("\n")}\n`;
}

function report(outcomes: readonly PurgeOutcome[], { paint }: PurgeTerminal): string {
  const lines = outcomes.flatMap(({ batch, purged, attempts, reason }) => {
    const tries = attempts > 1 ? ` after ${attempts} attempts` : "";
    return purged
      ? [`${paint("fine", "✓")} purged ${describeBatch(batch)}${tries}`]
      : [`${paint("stop", "✗")} not purged: ${describeBatch(batch)}${tries}: ${reason}`, ...listed(batch)];
  });
  const failed = outcomes.filter(({ purged }) => !purged).length;
  const summary = failed === 0 ? "all purged" : `${failed} of ${outcomes.length} requests failed`;
  return `${[...lines, summary].join("\n")}\n`;
}

function listed(batch: PurgeBatch): string[] {
  return itemsOf(batch).map((item) => `    ${item}`);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
