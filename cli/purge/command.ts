import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Call, Command, ExitCode, Syntax } from "../command.ts";
import { UsageError } from "../shared/errors.ts";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { toJson } from "../shared/terminal/text.ts";
import { type PurgeClient, type PurgeOutcome, purge } from "./client.ts";
import { batchesOf, describeBatch, itemsOf, PURGE_LIMITS, type PurgeBatch } from "./targets.ts";

/** Options of `strata purge` as the command line gives them. */
interface PurgeOptions {
  readonly zoneId: string;
  readonly tag?: readonly string[];
  readonly release?: readonly string[];
  readonly host?: readonly string[];
  readonly prefix?: readonly string[];
  readonly everything?: boolean;
  readonly allowEverything?: boolean;
  readonly plan: string;
  readonly tokenFile?: string;
  readonly apply?: boolean;
}

/** Where requests are sent, and how waiting is done: tests have their own. */
export type Connection = Pick<PurgeClient, "endpoint" | "wait">;

/** `strata purge`: parts of a zone's cache. Ends with 1 when something was not purged. */
export const purgeCommand = purgeOver({});

/** The command over another connection than Cloudflare's API. */
export function purgeOver(connection: Connection): Command<PurgeOptions> {
  return { name: "purge", configure, run: (call, terminal) => run(call, terminal, connection) };
}

function configure(syntax: Syntax): void {
  syntax
    .argument("[urls...]", "full URLs, as visitors request them")
    .requiredOption("--zone-id <id>", "zone to purge, 32 hexadecimal digits")
    .option("--tag <tags...>", "cache tags")
    .option("--release <versions...>", "deployed versions, each by its tag version-<version>")
    .option("--host <hosts...>", "host names")
    .option("--prefix <prefixes...>", "URL prefixes, without a scheme")
    .option("--everything", "the whole zone; needs --allow-everything")
    .option("--allow-everything", "allow --everything")
    .option("--plan <plan>", "the zone's plan, which sets the API's limits", "free")
    .option("--token-file <file>", "file with the API token; default: CLOUDFLARE_API_TOKEN")
    .option("--apply", "purge");
}

/** @throws UsageError for targets the API would refuse, for everything without leave, and without a token */
async function run(
  { operands: urls, options }: Call<PurgeOptions>,
  terminal: Terminal,
  connection: Connection,
): Promise<ExitCode> {
  const { zoneId, tag = [], release = [], host = [], prefix = [], everything = false, json } = options;
  if (!/^[0-9a-f]{32}$/.test(zoneId)) {
    throw new UsageError(`--zone-id  found "${zoneId}", expected 32 hexadecimal digits`);
  }
  if (everything && !options.allowEverything) {
    throw new UsageError(
      "refusing to purge everything: the next request of every visitor would reach the origin\n" +
        "purge by URL, tag or version, or add --allow-everything",
    );
  }
  const limits = limitsOf(options.plan);
  const targets = { urls, tags: tag, versions: release, hosts: host, prefixes: prefix, everything };
  const batches = batchesOf(targets, limits);
  if (!options.apply) {
    terminal.out(json ? toJson({ version: 1, dryRun: true, batches }) : dryRun(batches));
    return 0;
  }
  const token = tokenOf(options.tokenFile, terminal.folder);
  const outcomes = await purge({ zoneId, token, limits, ...connection }, batches);
  terminal.out(json ? toJson({ version: 1, dryRun: false, outcomes }) : report(outcomes, terminal));
  return outcomes.every(({ purged }) => purged) ? 0 : 1;
}

function limitsOf(plan: string) {
  for (const [name, limits] of Object.entries(PURGE_LIMITS)) {
    if (name === plan) {
      return limits;
    }
  }
  throw new UsageError(`--plan  found "${plan}", expected one of ${Object.keys(PURGE_LIMITS).join(", ")}`);
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
  return `${[...lines, "", "dry run, nothing was purged; --apply purges it"].join("\n")}\n`;
}

function report(outcomes: readonly PurgeOutcome[], { paint }: Pick<Terminal, "paint">): string {
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
