import type { Value, Values } from "#graph/model";
import type { LoadedStack } from "../shared/load.ts";

/** The machine-readable plan. Fields are only ever added under one version. */
export interface PlanJson<Finding> {
  readonly version: 1;
  readonly stack: string;
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
  readonly outputs: Values;
  readonly findings: readonly Finding[];
}

export function planJson<Finding>(loaded: LoadedStack, findings: readonly Finding[]): PlanJson<Finding> {
  const { graph, system, environment } = loaded;
  return {
    version: 1,
    stack: graph.stack,
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
    outputs: graph.outputs,
    findings,
  };
}
