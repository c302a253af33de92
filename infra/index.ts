import { getStack, type Inputs, runtime } from "@pulumi/pulumi";
import { isConfigSecret } from "@pulumi/pulumi/runtime/config.js";
import { ConfigError } from "./config/mistakes.ts";
import { parseConfig } from "./config/parse.ts";
import { contradictsName } from "./config/stack-name.ts";
import { createProviders, type ProviderSettings } from "./providers.ts";
import { leaveOutDebugging } from "./sdk-debugging.ts";

declare module "@pulumi/pulumi/runtime/config.js" {
  /** Part of the SDK, left out of its declarations. */
  export function isConfigSecret(key: string): boolean;
}

leaveOutDebugging();

/** The Pulumi program: the stack's configuration names a system and an environment; the system is built. */
export default async function program(): Promise<Inputs> {
  const { system, environment, settings } = await parseConfig({
    values: runtime.allConfig(),
    isSecret: isConfigSecret,
  });
  const contradictions = contradictsName(getStack(), { system: system.name, environment: environment.name });
  if (contradictions.length > 0) {
    throw new ConfigError(contradictions);
  }
  const { google } = settings as { readonly google: Pick<ProviderSettings, "project" | "region"> };
  const labels = { system: system.name, environment: environment.name };
  const providers = createProviders({ project: google.project, region: google.region, labels });
  return system.build(settings, { stack: getStack(), environment, providers });
}
