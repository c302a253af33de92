import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { CommanderError, Command as Syntax } from "commander";
import type { ExitCode } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { UsageError } from "./shared/errors.ts";
import type { Terminal } from "./shared/terminal.ts";
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
export function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
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
  try {
    await program.parseAsync(first === "help" ? [...others, "--help"] : [...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return explainError(error, terminal);
  }
}

function explainError(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has printed its message; a request for help is no mistake.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError) {
    terminal.error(`${error.message}\n`);
  } else if (isSystemError(error)) {
    terminal.error(`${error.path ?? "strata"}: ${error.message.split(",")[0]}\n`);
  } else {
    terminal.error(`strata failed unexpectedly: ${inspect(error)}\n`);
  }
  return 2;
}

/** A file or directory that cannot be read or written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
