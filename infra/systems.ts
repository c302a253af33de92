import type { System, Systems } from "#blueprints/contract/system";

/** The systems of this repository; each is loaded on demand, with its SDK imports. */
export const SYSTEMS = {
  howlerops: async () => (await import("#stacks/howlerops/howlerops")).howlerops,
  nextjs: async () => (await import("#stacks/nextjs/nextjs")).nextjs,
} satisfies Systems;

/**
 * Loads a system by its name in stack files.
 *
 * @throws Error if there is none, or its own name differs
 */
export async function loadSystem(systems: Systems, name: string): Promise<System> {
  const entry = systems[name];
  if (!entry) {
    throw new Error(`no system is called "${name}"; there are ${Object.keys(systems).join(", ")}`);
  }
  const system = typeof entry === "function" ? await entry() : entry;
  if (system.name !== name) {
    throw new Error(`systems: "${name}" is named "${system.name}"; a system has one name`);
  }
  return system;
}
