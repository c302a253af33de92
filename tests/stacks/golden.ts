import { join } from "node:path";
import { findProject, stackNames } from "#cli/shared/project/project";
import { REPOSITORY, strata } from "../support/project.ts";
import { stackGraph } from "../support/stacks.ts";
import { type Content, contentsOf, showContent } from "./contents.ts";

/** The environment whose resources are shown in full; of the others, what differs from it. */
const BASE = "prod";

/** Where the plan of a stack is committed. */
export function goldenFile(stack: string): string {
  return join(import.meta.dirname, "golden", `${stack}.golden.txt`);
}

/** Stacks whose plans are committed: all of them. */
export function goldenStacks(): string[] {
  return stackNames(findProject(REPOSITORY));
}

/** The plan of a stack as text, without the numbers that change with every resource, and what its resources consist of. */
export async function goldenPlan(stack: string): Promise<string> {
  const { out, error, code } = await strata(["plan", stack]);
  if (code === 2) {
    throw new Error(error);
  }
  return `${withoutCounts(out)}\n${(await goldenContents(stack)).join("\n")}\n`;
}

/** A printed plan without the numbers that change with every resource and the commands suggested after it. */
function withoutCounts(plan: string): string {
  return plan
    .replace(/\n\n {2}next: [\s\S]*$/, "\n")
    .replace(/^([A-Z]+) {2,}\d+ resources?$/gm, "$1")
    .replace(/^( {2,}\S+ {2}[A-Z]\w+) {2,}\d+$/gm, "$1")
    .replace(/^ {2}\d+ resources? {2,}.*\n/m, "");
}

async function goldenContents(stack: string): Promise<string[]> {
  const base = stack.replace(/-[^-]+$/, `-${BASE}`);
  const contents = await stackContents(stack);
  if (stack === base) {
    return ["RESOURCES", ...[...contents].map(([title, content]) => showContent(title, content.values()))];
  }
  const others = await stackContents(base);
  return [
    `RESOURCES that differ from ${base}`,
    ...[...contents].flatMap(([title, content]) => {
      const differences = differencesOf(content, others.get(title));
      return differences.length > 0 ? [showContent(title, differences)] : [];
    }),
    ...[...others.keys()].filter((title) => !contents.has(title)).map((title) => `  ${title}  absent`),
  ];
}

function differencesOf(content: Content, other: Content | undefined): string[] {
  if (!other) {
    return ["added", ...content.values()];
  }
  return [
    ...[...content].flatMap(([name, text]) => (other.get(name) === text ? [] : [text])),
    ...[...other.keys()].filter((name) => !content.has(name)).map((name) => `${name}: absent`),
  ];
}

/** The stack's name, its domain and its project's number differ between environments by design. */
async function stackContents(stack: string): Promise<ReadonlyMap<string, Content>> {
  const graph = await stackGraph(stack);
  const domain = graph.stacks[0]?.outputs.domain;
  const number = /service-(\d+)@/.exec(JSON.stringify(graph.nodes.map(({ inputs }) => inputs)))?.[1];
  return contentsOf(graph, [
    [stack, "<stack>"],
    ...(typeof domain === "string" ? [[domain, "<domain>"] as const] : []),
    ...(number ? [[number, "<project number>"] as const] : []),
  ]);
}
