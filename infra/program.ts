import { getStack, type Inputs, runtime } from "@pulumi/pulumi";
import { isConfigSecret } from "@pulumi/pulumi/runtime/config.js";
import { ENVIRONMENTS } from "#blueprints/contract/environment";
import { sliceName } from "#blueprints/contract/slice";
import { sliceContext } from "#blueprints/contract/slice-context";
import { ConfigError } from "./config/mistakes.ts";
import { parseConfig } from "./config/parse.ts";
import { contradictsName } from "./config/stack-name.ts";
import type { ProgramArgs } from "./program-args.ts";
import { createProviders } from "./providers.ts";
import { leaveOutDebugging } from "./sdk-debugging.ts";

declare module "@pulumi/pulumi/runtime/config.js" {
  /** Part of the SDK, missing from its declarations. */
  export function isConfigSecret(key: string): boolean;
}

/** A Pulumi program with its arguments, from which its stack files are described. @public */
export interface SystemsProgram extends Required<ProgramArgs> {
  (): Promise<Inputs>;
}

/**
 * The Pulumi program of a set of systems: the stack's configuration names a system and an environment, and the system
 * is built. A project's entry module exports it as its default.
 *
 * @throws Error if an environment's key is not its name
 */
export function createProgram({ systems, environments = ENVIRONMENTS }: ProgramArgs): SystemsProgram {
  for (const [key, { name }] of Object.entries(environments)) {
    if (key !== name) {
      throw new Error(`environments: "${key}" is named "${name}"; an environment has one name`);
    }
  }
  leaveOutDebugging();
  return Object.assign(() => run({ systems, environments }), { systems, environments });
}

async function run(program: Required<ProgramArgs>): Promise<Inputs> {
  const stack = getStack();
  const config = { values: runtime.allConfig(), isSecret: isConfigSecret };
  const { part, environment, settings } = await parseConfig(config, program);
  const { system } = part;
  const identity = {
    system: system.name,
    environment: environment.name,
    slice: part.slice && sliceName(part.slice, part.instance),
  };
  const contradictions = contradictsName(stack, identity, program);
  if (contradictions.length > 0) {
    throw new ConfigError(contradictions);
  }
  const labels = { system: system.name, environment: environment.name };
  const context = { system: system.name, stack, environment, providers: createProviders(settings, labels) };
  return part.slice
    ? part.slice.build(settings, sliceContext(part.system, part, context))
    : part.system.build(settings, { ...context, claim: () => {} });
}
