import { flushCompileCache } from "node:module";
import type { TestProvider } from "./provider.ts";
import { serve } from "./serve.ts";

/** Name of a provider's executable, before the package's. */
export const PLUGIN_PREFIX = "pulumi-resource-";

/** A provider of the tests: who plays which package. */
export interface Plugin {
  /** Pulumi package that it plays, such as `gcp`. */
  readonly name: string;
  /** Its module, a {@link PluginModule}. */
  readonly module: string;
}

/** What the module of a provider exports. */
export interface PluginModule {
  /** Makes the provider of a package, once for each that a program makes. */
  open(name: string): TestProvider;
}

/**
 * Serves providers in this process until whoever started it is gone, and prints a line with the port of each, in
 * their order. A single one is what the engine takes for a provider that it has started.
 */
export async function run(plugins: readonly (Plugin & { readonly version: string })[]): Promise<void> {
  const ports = await Promise.all(
    plugins.map(async ({ name, version, module }) => {
      const { open } = (await import(module)) as PluginModule;
      return serve(name, version, () => open(name));
    }),
  );
  process.stdout.write(`${ports.join("\n")}\n`);
  // Node writes what it has compiled when a process ends by itself; providers are killed.
  flushCompileCache();
  endWithParent();
}

const WATCH_MILLISECONDS = 200;

/** An engine that is killed ends none of its providers; each has to see for itself that nobody is left to answer. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      process.exit(1);
    }
  }, WATCH_MILLISECONDS).unref();
}
