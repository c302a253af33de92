import { InvalidArgumentError } from "commander";
import type { Syntax } from "../command.ts";

/** Options of the commands that plan a program. */
export interface ProgramOptions {
  /** Configuration values that go before those of the stack's file, by key. */
  readonly config?: Readonly<Record<string, string>>;
  /** A file read instead of the stack's own. */
  readonly configFile?: string;
  /** A file with what only the cloud knows. */
  readonly given?: string;
}

/** Declares {@link ProgramOptions}. */
export function programOptions(syntax: Syntax): Syntax {
  return syntax
    .option("-c, --config <key=value>", "configuration value for this run; may be repeated", collect)
    .option("--config-file <file>", "read the stack's configuration from this file")
    .option(
      "--given <file>",
      "YAML file with stackOutputs, invokes and reads: values that only the cloud knows",
    );
}

function collect(text: string, before: ProgramOptions["config"] = {}): NonNullable<ProgramOptions["config"]> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError('expected key=value, such as "replicas=3"');
  }
  return { ...before, [key]: value };
}
