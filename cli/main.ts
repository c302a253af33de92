import { readFileSync } from "node:fs";
import { Command as Syntax } from "commander";
import type { ExitCode } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { escapingTerminal } from "./shared/terminal/escapes.ts";
import type { Terminal } from "./shared/terminal/terminal.ts";
import { withheld, withholding } from "./shared/withhold.ts";
import { deferPackages } from "./startup/deferred-packages.ts";
import { resolveSources } from "./startup/source-imports.ts";

const { version: VERSION } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * Runs a command line.
 *
 * @param args what follows `strata`
 */
export function main(args: readonly string[], ownTerminal: Terminal): Promise<ExitCode> {
  const terminal = escapingTerminal(ownTerminal);
  return withholding(() =>
    run(args, { ...terminal, error: (text) => terminal.error(withheld().inText(text)) }),
  );
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  resolveSources();
  deferPackages();
  let exitCode: ExitCode = 0;
  const program = new Syntax("strata")
    .description("Documented service topologies as infrastructure: plan, check and print them offline.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showSuggestionAfterError()
    .helpCommand(false)
    .version(VERSION, "-v, --version");
  for (const { name, description } of COMMANDS) {
    program.command(name).description(description);
  }
  // Only the requested command is loaded.
  program.hook("preSubcommand", async (_program, syntax) => {
    const command = await COMMANDS.find(({ name }) => name === syntax.name())?.load();
    command?.configure(syntax);
    syntax.option("--json", "print JSON instead of text").action(async () => {
      exitCode = (await command?.run({ operands: syntax.args, options: syntax.opts() }, terminal)) ?? 2;
    });
  });
  const [first, ...others] = args;
  const { runGuarded } = await import("./startup/guarded.ts");
  return runGuarded(terminal, async () => {
    await program.parseAsync(first === "help" ? [...others, "--help"] : [...args], { from: "user" });
    return exitCode;
  });
}
