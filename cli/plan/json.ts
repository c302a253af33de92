import type { GraphStack, Value, Values } from "#graph/model";
import type { LoadedStack } from "../shared/load.ts";

/** The machine-readable plan. Fields are only ever added under one version. */
export interface PlanJson<Finding> {
  readonly version: 1;
  /** Name of the stack, or of the system and environment whose slices are joined. */
  readonly stack: string;
  readonly stacks: readonly GraphStack[];
  readonly system: string | null;
  readonly environment: string | null;
  readonly nodes: readonly {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent: string | null;
    readonly provider: string | null;
    readonly dependencies: readonly string[];
    readonly protect: boolean;
    /** Id of a resource that exists already and is only read. */
    readonly read: Value | null;
    readonly inputs: Values;
  }[];
  /** Of the one stack; empty where several are joined, whose outputs are under `stacks`. */
  readonly outputs: Values;
  readonly findings: readonly Finding[];
}

export function planJson<Finding>(loaded: LoadedStack, findings: readonly Finding[]): PlanJson<Finding> {
  const { graph, stack, system, environment } = loaded;
  const [only, ...others] = graph.stacks;
  return {
    version: 1,
    stack,
    stacks: graph.stacks,
    system: system ?? null,
    environment: environment ?? null,
    nodes: graph.nodes.map(({ urn, type, name, parent, provider, dependencies, protect, read, inputs }) => ({
      urn,
      type,
      name,
      parent: parent ?? null,
      provider: provider ?? null,
      dependencies,
      protect,
      read: read?.id ?? null,
      inputs,
    })),
    outputs: others.length > 0 ? {} : (only?.outputs ?? {}),
    findings,
  };
}
