import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#tools/build/folders";
import type { WorkspaceOptions } from "./workspace/options.ts";
import { Workspace } from "./workspace/workspace.ts";

/** The project's own policy packs: folder by name. */
export function policyPacks(): Record<string, string> {
  const folder = join(ROOT, "policies", "packs");
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "PulumiPolicy.yaml")));
  return Object.fromEntries(names.map((name) => [name, join(folder, name)]));
}

/**
 * One of the project's own stacks, ready to be deployed: the real Pulumi.yaml and program, and a copy of the
 * stack's file, to which the CLI adds the salt of its encryption.
 */
export function stackWorkspace(
  stack: string,
  options: Pick<WorkspaceOptions, "policyPacks" | "startsProviders" | "keepsLogs"> = {},
): Promise<Workspace> {
  return Workspace.create({ ...projectStack(stack), ...options });
}

/** Where the program and the file of one of the project's own stacks are. */
export function projectStack(
  stack: string,
): Pick<WorkspaceOptions, "project" | "stack" | "links" | "copies"> {
  return { project: ROOT, stack, links: ["infra"], copies: [`stacks/Pulumi.${stack}.yaml`] };
}
