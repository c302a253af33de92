import { type Command, Option } from "commander";
import type { PurgeTerminal } from "./command.ts";

interface GivenOptions {
  readonly zoneId: string;
  readonly tag?: string[];
  readonly release?: string[];
  readonly host?: string[];
  readonly prefix?: string[];
  readonly everything?: boolean;
  readonly allowEverything?: boolean;
  readonly apply?: boolean;
  readonly plan?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/** Adds `strata purge` to a command line. @param end takes the exit code */
export function addPurgeCommand(
  program: Command,
  terminal: PurgeTerminal,
  end: (exitCode: number) => void,
): void {
  program
    .command("purge")
    .description("purge parts of a zone's cache; says what it would do, unless --apply is given")
    .argument("[urls...]", "full URLs, as visitors ask for them")
    .requiredOption("--zone-id <id>", "zone to purge, 32 hexadecimal digits")
    .option("--tag <tags...>", "cache tags")
    .option("--release <versions...>", "deployed versions, each by its tag version-<version>")
    .option("--host <hosts...>", "host names")
    .option("--prefix <prefixes...>", "beginnings of URLs, without a scheme")
    .option("--everything", "the whole zone; needs --allow-everything")
    .option("--allow-everything", "allow --everything")
    .addOption(
      new Option("--plan <plan>", "the zone's plan, which says how much the API takes").default("free"),
    )
    .option("--token-file <file>", "file with the API token; default: CLOUDFLARE_API_TOKEN")
    .option("--apply", "purge")
    .addOption(new Option("--json", "print JSON instead of text"))
    .action(async (urls: string[], given: GivenOptions) => {
      const { purgeCommand } = await import("./command.ts");
      const { tag = [], release = [], host = [], prefix = [], ...rest } = given;
      const targets = { urls, tags: tag, versions: release, hosts: host, prefixes: prefix };
      end(await purgeCommand({ ...rest, ...targets }, terminal));
    });
}
