import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { stackWorkspace } from "../harness/stack.ts";
import type { Deployment, EngineResource, Preview } from "../harness/state.ts";
import { LET_GO } from "./let-go.ts";

/** Stacks whose state at the last release is kept. */
export const BASELINES = ["howlerops-prod", "nextjs-prod"] as const;

/** What `pulumi stack export` printed, as a file. */
export function baselineFile(stack: string): string {
  return join(import.meta.dirname, `${stack}.state.json.gz`);
}

/** The changes that the present program is meant to make to it. */
export function expectedFile(stack: string): string {
  return join(import.meta.dirname, `${stack}.expected.txt`);
}

interface Exported {
  readonly deployment: Deployment;
}

/** Keeps an exported state, without what differs from one machine or minute to the next. */
export function writeBaseline(stack: string, exported: string): void {
  const { deployment, ...rest } = JSON.parse(exported) as Exported;
  const resources = (deployment.resources ?? []).map((resource) => {
    const { sourcePosition: _, stackTrace: __, ...kept } = resource;
    return { ...kept, created: undefined, modified: undefined };
  });
  const text = JSON.stringify({ ...rest, deployment: { ...deployment, resources } });
  writeFileSync(baselineFile(stack), gzipSync(text, { level: 9 }));
}

/** A deployed stack at the last release, and what an update to the present program would do to it. */
export interface Upgrade {
  readonly resources: readonly EngineResource[];
  /** Type token and logical name of what has to be unprotected before. */
  readonly unprotected: readonly string[];
  readonly preview: Preview;
}

/** Imports a baseline into a fresh workspace, unprotects what is let go, and previews the present program over it. */
export async function previewUpgrade(stack: string): Promise<Upgrade> {
  const exported = gunzipSync(readFileSync(baselineFile(stack))).toString();
  const workspace = await stackWorkspace(stack);
  try {
    const file = join(workspace.root, "baseline.json");
    writeFileSync(file, exported);
    await workspace.must("stack", "import", "--stack", stack, "--file", file);
    const resources = (JSON.parse(exported) as Exported).deployment.resources ?? [];
    const letGo = new Set((LET_GO[stack] ?? []).map(({ resource }) => resource));
    const unprotected = resources.filter(({ urn, protect }) => protect && letGo.has(nameOf(urn)));
    for (const { urn } of unprotected) {
      await workspace.must("state", "unprotect", "--stack", stack, "--yes", urn);
    }
    const preview = await workspace.preview();
    return { resources, unprotected: unprotected.map(({ urn }) => nameOf(urn)), preview };
  } finally {
    workspace.dispose();
  }
}

/** Steps that change nothing, or that change a resource where it stands. */
const HARMLESS: readonly string[] = ["same", "update", "read", "read-replacement", "refresh"];

/** What is created, replaced and deleted: a line each, sorted, a replacement with the inputs that ask for it. */
export function changesOf({ steps }: Preview): string[] {
  return steps
    .filter(({ op }) => !HARMLESS.includes(op))
    .map(({ op, urn, replaceReasons = [] }) => {
      const reasons = replaceReasons.length > 0 ? `  (${[...replaceReasons].sort().join(", ")})` : "";
      return `${op} ${nameOf(urn)}${reasons}`;
    })
    .sort();
}

/** Type token and logical name. */
export function nameOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").at(-1)} ${name.join("::")}`;
}
