import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Deployment, EngineResource, Preview } from "../../harness/state.ts";
import { endLeftovers } from "../../harness/workspace/processes.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import { UNKNOWN } from "../../provider/wire.ts";
import type { CloudObject } from "../../simulators/cloud/cloud.ts";
import { isInCloud } from "./deployment.ts";

/*
 * What a person does after an interrupted or failed update, command by command as the runbook
 * docs/runbooks/interrupted-update.md says. Where the runbook says "look into the cloud", this looks into the
 * simulated one, as gcloud and the dashboard would.
 */

type PendingOperation = NonNullable<Deployment["pending_operations"]>[number];

interface ImportFile {
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources?: readonly {
    readonly type: string;
    readonly name: string;
    readonly logicalName?: string;
  }[];
}

/** What a person did to settle things, in numbers. */
export interface Settled {
  readonly imported: number;
  readonly deleted: number;
  /** Replacements that were half done. */
  readonly finished: number;
}

export const NOTHING: Settled = { imported: 0, deleted: 0, finished: 0 };

export function plus(one: Settled, other: Settled): Settled {
  return {
    imported: one.imported + other.imported,
    deleted: one.deleted + other.deleted,
    finished: one.finished + other.finished,
  };
}

/** Unlocks the stack after the CLI was killed, and returns what it was doing. */
export async function unlock(workspace: Workspace): Promise<readonly PendingOperation[]> {
  endLeftovers(workspace.root);
  const cancel = ["cancel", "--stack", workspace.stack, "--yes"];
  const { code, stderr } = await workspace.run(...cancel);
  if (code !== 0 && stderr.includes("failed to load checkpoint: EOF")) {
    deleteSideFile(workspace);
  }
  if (code !== 0) {
    await workspace.must(...cancel);
  }
  const pending = workspace.state().pending_operations ?? [];
  if (pending.length > 0) {
    const options = ["--yes", "--skip-preview", "--clear-pending-creates"];
    await workspace.must("refresh", "--stack", workspace.stack, ...options);
  }
  return pending;
}

/** A kill in the moment of its writing leaves the side file of a `file://` state empty; the state itself is whole. */
function deleteSideFile({ stateFile }: Workspace): void {
  rmSync(`${stateFile}.attrs`);
}

/** Takes into the state, or deletes, what the cloud has made without the engine being told. */
export async function adopt(workspace: Workspace): Promise<Settled> {
  const strays = strayObjects(workspace).filter(({ type }) => !MADE_AGAIN.test(type));
  if (strays.length === 0) {
    return NOTHING;
  }
  const file = join(workspace.root, "import.json");
  const { stdout } = await workspace.must(
    "preview",
    "--stack",
    workspace.stack,
    "--json",
    "--import-file",
    file,
  );
  const { resources: state = [] } = workspace.state();
  // What the state still has, marked for deletion, cannot be imported: its dependents would stand before it.
  const held = new Set(state.map(({ urn }) => urn));
  const planned = new Map(
    (JSON.parse(stdout) as Preview).steps
      .filter(({ op, urn }) => op === "create" && !held.has(urn))
      .flatMap(({ newState }) => (newState ? [[keyOf(newState.type, nameIn(newState.urn)), newState]] : [])),
  );
  const { nameTable = {}, resources = [] } = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
  const found = resources.flatMap((entry) => {
    const resource = planned.get(keyOf(entry.type, entry.logicalName ?? entry.name));
    const at = resource ? strays.findIndex((object) => isTheSame(resource, object)) : -1;
    const [object] = at < 0 ? [] : strays.splice(at, 1);
    return object ? [{ ...entry, id: object.key }] : [];
  });
  // The rest was to take the place of something that the state has: it is made again.
  for (const { type, key } of strays) {
    workspace.cloud.remove(type, key);
  }
  let finished = 0;
  if (found.length > 0) {
    finished = await finishReplacements(workspace, state);
    writeFileSync(file, JSON.stringify({ nameTable, resources: found }));
    const options = ["--file", file, "--protect=false", "--generate-code=false", "--yes", "--skip-preview"];
    await workspace.must("import", "--stack", workspace.stack, ...options);
  }
  return { imported: found.length, deleted: strays.length, finished };
}

/**
 * Finishes the replacements that were interrupted between the two: the old resource is marked for deletion, and its
 * dependents still refer to it. An import would write it behind them, and no command could read the state any more.
 *
 * @returns how many there were
 */
async function finishReplacements(workspace: Workspace, state: readonly EngineResource[]): Promise<number> {
  const live = new Set(state.filter((resource) => !resource.delete).map(({ urn }) => urn));
  const half = state.filter((resource) => resource.delete && !live.has(resource.urn));
  if (half.length > 0) {
    const targets = half.flatMap(({ urn }) => ["--target", urn]);
    await workspace.must(
      ...["up", "--stack", workspace.stack, "--yes", "--skip-preview", ...targets, "--target-dependents"],
    );
  }
  return half.length;
}

/** Grants and settings of a zone: to make one that is there changes nothing. */
const MADE_AGAIN = /IAMMember$|ZoneSetting$/;

/** What the cloud has and the state does not. */
function strayObjects(workspace: Workspace): CloudObject[] {
  const { resources = [] } = workspace.state();
  const known = new Set(resources.filter(isInCloud).map(({ type, id }) => `${type} ${id}`));
  return workspace.cloud.all().filter(({ type, id }) => !known.has(`${type} ${id}`));
}

/**
 * Whether the cloud's object is what the program wants to create. A name that Pulumi generates differs in its last
 * digits; secrets, and what is not known yet, cannot be compared.
 */
function isTheSame({ type, urn, inputs = {} }: EngineResource, object: CloudObject): boolean {
  const generated = inputs["__defaults"];
  const readable = Object.entries(inputs).filter(
    ([key, value]) =>
      !key.startsWith("__") && !JSON.stringify(value).includes(UNKNOWN) && value !== "[secret]",
  );
  return (
    type === object.type &&
    readable.every(([key, value]) =>
      Array.isArray(generated) && generated.includes(key)
        ? String(object.inputs[key]).startsWith(`${nameIn(urn)}-`)
        : isDeepStrictEqual(object.inputs[key], value),
    )
  );
}

function keyOf(type: string, name: string): string {
  return `${type} ${name}`;
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
