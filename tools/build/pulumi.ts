import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { COMPILE_CACHE, executable, NODE_BIN } from "./folders.ts";
import { isOlder } from "./go.ts";
import { isExecutable, onPath } from "./on-path.ts";

export const NOT_FOUND = `No Pulumi CLI was found on PATH or in .tools/bin.
  Install it (https://www.pulumi.com/docs/install), or build the pinned one:
    npm run tools -- engine        needs Go, takes about 2 minutes once
`;

/** The user's own Pulumi CLI, or else the built one. */
export function findPulumi({ path, bin }: { path: string | undefined; bin: string }): string | undefined {
  const built = join(bin, executable("pulumi"));
  return onPath("pulumi", path) ?? (isExecutable(built) ? built : undefined);
}

const LEAN_SDK = join(import.meta.dirname, "lean-sdk.cjs");

/**
 * The environment in which the CLI runs the project's program and policies: the project's Node is first on PATH, where
 * the CLI's language host looks for one, and keeps what it has compiled. Each run loads the Pulumi SDK; compiled once
 * and without what no program of strata needs of it, it is loaded in less than half the time.
 */
export function pulumiEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, NODE_OPTIONS } = environment;
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...environment,
    PATH: [NODE_BIN, PATH].filter(Boolean).join(delimiter),
    // As text of JSON: a path may have spaces, and Windows' backslashes would be escapes.
    NODE_OPTIONS: [NODE_OPTIONS, `--require=${JSON.stringify(LEAN_SDK)}`].filter(Boolean).join(" "),
  };
}

/** A process's exit code as a shell tells it: 128 and the signal's number when a signal ended it. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** A Pulumi CLI of the user's that the tests can run on. */
export interface InstalledPulumi {
  readonly version: string;
  /** Files by the name of the tool that each of them stands in for. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Looks for a Pulumi CLI that can stand in for the pinned one: at least as new, of the same major version,
 * with its Node.js language host on PATH or beside it, where Pulumi's installer puts it.
 *
 * @param pinned the pinned version, such as `v3.259.0`
 * @returns why there is none, in words, when there is none
 */
export function installedPulumi(pinned: string, path: string | undefined): InstalledPulumi | string {
  const cli = onPath("pulumi", path);
  if (!cli) {
    return "no pulumi is on PATH";
  }
  const version = execFileSync(cli, ["version"], { encoding: "utf8" }).trim();
  const [wanted, found] = [pinned.replace(/^v/, ""), version.replace(/^v/, "")];
  if (isOlder(found, wanted) || found.split(".")[0] !== wanted.split(".")[0]) {
    return `${cli} is ${version}, the tests need ${pinned} or a newer one of that major version`;
  }
  const beside = join(dirname(realpathSync(cli)), executable("pulumi-language-nodejs"));
  const host = isExecutable(beside) ? beside : onPath("pulumi-language-nodejs", path);
  return host
    ? { version, files: { pulumi: cli, "pulumi-language-nodejs": host } }
    : `${cli} has no pulumi-language-nodejs beside it or on PATH`;
}
