import type { TursoTopology } from "./topology.ts";

/**
 * Topologies that a document declares: an exported state (`pulumi stack export`), a plan as JSON, or a single topology.
 * They are found by their shape, anywhere in the component's outputs.
 *
 * @param text JSON
 * @throws Error if the text is not JSON or declares no Turso database
 */
export function findTopologies(text: string): TursoTopology[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Error("the input is no JSON; pipe the output of `pulumi stack export` into this command");
  }
  const found = new Map<string, TursoTopology>();
  visit(document, (topology) => {
    found.set(`${topology.organization}/${topology.database}`, topology);
  });
  if (found.size === 0) {
    throw new Error("the input declares no Turso database");
  }
  return [...found.values()];
}

function visit(value: unknown, found: (topology: TursoTopology) => void): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  if (isTopology(value)) {
    found(value);
    return;
  }
  for (const each of Object.values(value)) {
    visit(each, found);
  }
}

function isTopology(value: object): value is TursoTopology {
  const has = (key: keyof TursoTopology) => key in value;
  return (
    "driver" in value &&
    value.driver === "turso" &&
    has("organization") &&
    has("group") &&
    has("database") &&
    has("primary") &&
    has("replicas") &&
    has("token")
  );
}
