import type { System } from "#blueprints/system";

/** Every system by its name in a stack file; a system is loaded when it is asked for, with its SDK imports. */
const SYSTEMS = {
  howlerops: async () => (await import("#stacks/howlerops/howlerops")).howlerops,
  nextjs: async () => (await import("#stacks/nextjs/nextjs")).nextjs,
} as const;

export type SystemName = keyof typeof SYSTEMS;

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as readonly SystemName[];

export function isSystemName(name: unknown): name is SystemName {
  return typeof name === "string" && Object.hasOwn(SYSTEMS, name);
}

export function loadSystem(name: SystemName): Promise<System> {
  return SYSTEMS[name]() as Promise<System>;
}
