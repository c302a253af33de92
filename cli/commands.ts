import type { Command } from "./command.ts";

/** A command as `strata --help` lists it, without its module. */
export interface RegisteredCommand {
  readonly name: string;
  /** One line, without a full stop. */
  readonly description: string;
  load(): Promise<Command>;
}

/** Every command, in the order in which `strata --help` lists them. */
export const COMMANDS: readonly RegisteredCommand[] = [
  {
    name: "plan",
    description: "show what a stack creates, layer by layer",
    load: async () => (await import("./plan/command.ts")).planCommand,
  },
  {
    name: "check",
    description: "check a stack against the policies",
    load: async () => (await import("./check/command.ts")).checkCommand,
  },
  {
    name: "manifests",
    description: "print a stack's Kubernetes objects and Helm values as YAML",
    load: async () => (await import("./manifests/command.ts")).manifestsCommand,
  },
  {
    name: "access",
    description: "list the rights that a stack's updates need: API token, roles, cluster",
    load: async () => (await import("./access/command.ts")).accessCommand,
  },
  {
    name: "import-plan",
    description: "list the ids by which a stack's existing resources are imported",
    load: async () => (await import("./import-plan/command.ts")).importPlanCommand,
  },
  {
    name: "init",
    description: "create a system that plans at once: modules, stack files, spec",
    load: async () => (await import("./init/command.ts")).initCommand,
  },
  {
    name: "rollout",
    description: "judge a deployed release by the Kubernetes API: what is not ready, and why",
    load: async () => (await import("./rollout/command.ts")).rolloutCommand,
  },
  {
    name: "purge",
    description: "purge parts of a zone's cache; dry run unless --apply",
    load: async () => (await import("./purge/command.ts")).purgeCommand,
  },
  {
    name: "rotate",
    description: "advance the rotation epoch of stacks whose secrets are due; dry run unless --apply",
    load: async () => (await import("./rotate/command.ts")).rotateCommand,
  },
  {
    name: "schema",
    description: "write the JSON Schemas of the stack files, for editors",
    load: async () => (await import("./schema/command.ts")).schemaCommand,
  },
];
