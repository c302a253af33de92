import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { UsageError } from "./errors.ts";
import type { ImportPlanOptions } from "./import-plan/command.ts";
import { addPurgeCommand } from "./purge/register.ts";
import { deferPackages } from "./startup/deferred-packages.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

const { version: VERSION } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * Runs a command line.
 *
 * @param args what follows `strata`
 * @returns the exit code: 0 fine, 1 findings that fail the gate, 2 wrong use or wrong input
 */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  deferPackages();
  let exitCode = 0;
  const program = new Command("strata")
    .description("Documented service topologies as infrastructure: plan, check and print it offline.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showSuggestionAfterError()
    .version(VERSION, "-v, --version");

  const stackCommand = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument("[stack]", "name of a stack; default: the project's default stack")
      .addOption(new Option("--json", "print JSON instead of text"));

  stackCommand("plan", "show what a stack creates, layer by layer")
    .addOption(
      // JSON holds every resource as it is.
      new Option("-r, --resources", "show every resource, not only the components").conflicts("json"),
    )
    .action(async (stack: string | undefined, options: { json?: boolean; resources?: boolean }) => {
      const { planCommand } = await import("./plan/command.ts");
      exitCode = await planCommand(stack, options, terminal);
    });

  stackCommand("check", "check a stack against the policies")
    .option("--all", "show advisory findings and exceptions in full")
    .action(async (stack: string | undefined, options: { json?: boolean; all?: boolean }) => {
      const { checkCommand } = await import("./check/command.ts");
      exitCode = await checkCommand(stack, options, terminal);
    });

  stackCommand("manifests", "write a stack's Kubernetes objects and Helm values as YAML")
    .option("-o, --out <folder>", "write one file an object into a folder instead of printing", folder)
    .action(async (stack: string | undefined, options: { json?: boolean; out?: string }) => {
      const { manifestsCommand } = await import("./manifests/command.ts");
      exitCode = await manifestsCommand(stack, options, terminal);
    });

  stackCommand("import-plan", "list what to import where a stack's resources exist already")
    .option("--only <patterns...>", 'types or names, such as "gcp:compute/*" or network-vpc')
    .option("--zone-id <id>", "id of the stack's Cloudflare zone, 32 hexadecimal digits")
    .option("--cluster-ready", "also what runs in the cluster, whose provider the state holds")
    .action(async (stack: string | undefined, options: ImportPlanOptions) => {
      const { importPlanCommand } = await import("./import-plan/command.ts");
      exitCode = await importPlanCommand(stack, options, terminal);
    });

  addPurgeCommand(program, terminal, (code) => {
    exitCode = code;
  });

  program
    .command("rotate")
    .description(
      "move the rotation epoch of stack files on where secrets are due; says so only, unless --apply is given",
    )
    .argument("[stacks...]", "names of stacks; default: all that have an epoch")
    .option("--apply", "write the stack files")
    .action(async (stacks: string[], options: { apply?: boolean }) => {
      const { rotateCommand } = await import("./rotate/command.ts");
      exitCode = rotateCommand(stacks, options, terminal);
    });

  program
    .command("schema")
    .description("write the JSON Schemas of the stack files, for editors")
    .option("-o, --out <folder>", "folder to write to", folder, "docs/schema")
    .action(async (options: { out: string }) => {
      const { schemaCommand } = await import("./schema/command.ts");
      exitCode = await schemaCommand(options.out, terminal);
    });

  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return explainError(error, terminal);
  }
}

/** A folder's name. An empty one would be the folder that the command is called in. */
function folder(text: string): string {
  if (text.trim() === "") {
    throw new InvalidArgumentError('expected a folder, such as "out"');
  }
  return text;
}

function explainError(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message; asking for help is no mistake.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof UsageError) {
    terminal.error(`${error.message}\n`);
    return 2;
  }
  if (isSystemError(error)) {
    terminal.error(`${error.path ?? "strata"}: ${error.message.split(",")[0]}\n`);
    return 2;
  }
  throw error;
}

/** A file or folder that cannot be read or written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
