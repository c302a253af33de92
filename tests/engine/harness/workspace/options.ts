import type { Plugin } from "../../provider/run.ts";
import type { Cloud } from "../../simulators/cloud/cloud.ts";

/** How a run differs from the usual one. */
export interface RunOptions {
  /** Variables of its environment; undefined takes one away. Default none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Where it runs, relative to the workspace's {@link Workspace.root}. Default `project`. */
  readonly folder?: string;
  /** Command and arguments before the CLI's own. Default the CLI, as `npm run pulumi` calls it. */
  readonly command?: readonly [string, ...string[]];
}

/** A project of its own in a temporary folder, with a state, a home and plugins that nothing else uses. */
export interface WorkspaceOptions {
  /** Folder of the project: its Pulumi.yaml is used as it is. */
  readonly project: string;
  readonly stack: string;
  /** Folders of policy packs, by name, that every preview and update enforces. Default none. */
  readonly policyPacks?: Readonly<Record<string, string>>;
  /** Folders and files of the project that the program needs, relative to it; they are linked, not copied. */
  readonly links: readonly string[];
  /** Files of the project that the CLI writes to, relative to it; they are copied. Default none. */
  readonly copies?: readonly string[];
  /** Providers that play the packages. Default {@link PLUGINS}. */
  readonly plugins?: readonly Plugin[];
  /** Puts into the simulated clouds what was there before the program. Default nothing. */
  readonly prepare?: (cloud: Cloud) => void;
  /**
   * Writes the state after each step, as the CLI does by default, and not only at the end. Default false: for a
   * stack of 200 resources that writing is half of an update's work.
   */
  readonly checkpoints?: boolean;
  /**
   * The engine starts the providers itself for each run, and they end with it, as users have it. Default false: they
   * run as long as the workspace does, since starting four of them is a fifth of a short run's work.
   */
  readonly startsProviders?: boolean;
  /** The CLI keeps an encrypted log of each run, as it does by default. Default false: that is two fifths of its work. */
  readonly keepsLogs?: boolean;
}
