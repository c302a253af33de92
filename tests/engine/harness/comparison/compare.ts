import { type Graph, isRecord, isUnknown, type Value } from "#graph/model";
import type { EngineResource } from "../state.ts";
import { type Comparable, ofEngine, ofNode } from "./comparable.ts";

/** What is compared with the recording: an update's state, or what a preview registers before it. */
export type Phase = "state" | "preview";

/** A value that the recorder and the engine do not agree on. */
export interface Difference {
  readonly resource: Comparable;
  /** Such as `inputs.metadata.name`; empty when one side lacks the resource. */
  readonly path: readonly (string | number)[];
  /** Undefined when the recorder has nothing there. */
  readonly recorded: Value | undefined;
  /** Undefined when the engine has nothing there. */
  readonly engine: Value | undefined;
}

/** Both sides of a comparison, for who has to explain a difference. */
export interface Context {
  readonly phase: Phase;
  readonly recorded: ReadonlyMap<string, Comparable>;
  readonly engine: ReadonlyMap<string, Comparable>;
}

/** A difference that is right, and why. */
export interface Explanation {
  readonly reason: string;
  applies(difference: Difference, context: Context): boolean;
}

export interface Comparison {
  /** Differences that nothing explains, as lines. */
  readonly unexplained: readonly string[];
  /** Reason to the differences it explains, as lines. */
  readonly explained: ReadonlyMap<string, readonly string[]>;
  /** How many resources both sides have. */
  readonly resources: number;
  /** How many values were compared, and how many of them the recorder calls unknown. */
  readonly values: { readonly compared: number; readonly unknown: number };
}

/** Compares a recorded graph with what the engine registered, resource by resource and value by value. */
export function compare(
  graph: Graph,
  resources: readonly EngineResource[],
  phase: Phase,
  explanations: readonly Explanation[],
): Comparison {
  const context: Context = {
    phase,
    recorded: byUrn(graph.nodes.map(ofNode)),
    engine: byUrn(resources.map(ofEngine)),
  };
  const count = { compared: 0, unknown: 0 };
  const differences = [...new Set([...context.recorded.keys(), ...context.engine.keys()])].flatMap((urn) => {
    const [recorded, engine] = [context.recorded.get(urn), context.engine.get(urn)];
    const resource = recorded ?? engine;
    return resource
      ? differ(recorded?.values, engine?.values, [], (path) => ({ resource, path }), count)
      : [];
  });

  const unexplained: string[] = [];
  const explained = new Map<string, string[]>();
  for (const difference of differences) {
    const found = explanations.find(({ applies }) => applies(difference, context));
    const lines = found ? (explained.get(found.reason) ?? []) : unexplained;
    lines.push(describe(difference));
    if (found) {
      explained.set(found.reason, lines);
    }
  }
  const both = [...context.recorded.keys()].filter((urn) => context.engine.has(urn));
  return { unexplained, explained, resources: both.length, values: count };
}

function differ(
  recorded: Value | undefined,
  engine: Value | undefined,
  path: Difference["path"],
  at: (path: Difference["path"]) => Pick<Difference, "resource" | "path">,
  count: { compared: number; unknown: number },
): Difference[] {
  const inside = (key: string | number, left: Value | undefined, right: Value | undefined) =>
    differ(left, right, [...path, key], at, count);
  if (isRecord(recorded) && isRecord(engine)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(engine)]);
    return [...keys].flatMap((key) => inside(key, recorded[key], engine[key]));
  }
  if (Array.isArray(recorded) && Array.isArray(engine)) {
    const length = Math.max(recorded.length, engine.length);
    return Array.from({ length }, (_, index) => inside(index, recorded[index], engine[index])).flat();
  }
  count.compared++;
  if (isUnknown(recorded)) {
    count.unknown++;
    // Whatever it turns out to be; only that there is nothing at all would be wrong.
    return engine === undefined ? [{ ...at(path), recorded, engine }] : [];
  }
  return JSON.stringify(recorded) === JSON.stringify(engine) ? [] : [{ ...at(path), recorded, engine }];
}

function byUrn(resources: readonly Comparable[]): ReadonlyMap<string, Comparable> {
  return new Map(resources.map((resource) => [resource.urn, resource]));
}

function describe({ resource, path, recorded, engine }: Difference): string {
  const show = (value: Value | undefined) => (value === undefined ? "nothing" : JSON.stringify(value));
  const what = `${resource.urn.split("::").slice(2).join("::")} ${path.join(".")}`;
  const hint =
    isUnknown(recorded) && engine === undefined
      ? "; a member that a cloud computes may be missing in simulators/gcp/computed.ts"
      : "";
  return `${what}: recorded ${show(recorded)}, engine ${show(engine)}${hint}`;
}
