import type { GraphStack, Node, ResourceSettings, SourcePosition, Value, Values } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import type { LoadedStack } from "../shared/load.ts";
import { type TopologyJson, topologyJson } from "./topology-json.ts";

/** The machine-readable plan. Fields are only ever added under one version. */
export interface PlanJson<Finding> {
  readonly version: 2;
  /** Name of the stack, or of the system and environment whose slices are joined. */
  readonly stack: string;
  readonly stacks: readonly GraphStack[];
  readonly system: string | null;
  readonly environment: string | null;
  readonly nodes: readonly NodeJson[];
  readonly topology: TopologyJson;
  /** Outputs of a single stack; empty for joined stacks, whose outputs are under `stacks`. */
  readonly outputs: Values;
  readonly findings: readonly Finding[];
}

/** A resource of the plan. */
export interface NodeJson {
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
  readonly settings: ResourceSettings;
  /** A component's metadata. */
  readonly published: Values | null;
  readonly source: SourcePosition | null;
}

export function planJson<Finding>(loaded: LoadedStack, findings: readonly Finding[]): PlanJson<Finding> {
  const { graph, stack, system, environment } = loaded;
  const [only, ...others] = graph.stacks;
  return {
    version: 2,
    stack,
    stacks: graph.stacks,
    system: system ?? null,
    environment: environment ?? null,
    nodes: graph.nodes.map(nodeJson),
    topology: topologyJson(resolveTopology(graph)),
    outputs: others.length > 0 ? {} : (only?.outputs ?? {}),
    findings,
  };
}

function nodeJson(node: Node): NodeJson {
  const { urn, type, name, parent, provider, dependencies, protect, read, inputs, settings } = node;
  return {
    urn,
    type,
    name,
    parent: parent ?? null,
    provider: provider ?? null,
    dependencies,
    protect,
    read: read?.id ?? null,
    inputs,
    settings,
    published: node.published ?? null,
    source: node.source ?? null,
  };
}
