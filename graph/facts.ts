import type { Input } from "@pulumi/pulumi";
import type { DataFacts } from "./facts/data.ts";
import type { EdgeFacts } from "./facts/edge.ts";
import type { NetworkFacts } from "./facts/network.ts";
import type { OperationsFacts } from "./facts/operations.ts";
import type { PlatformFacts } from "./facts/platform.ts";
import type { WorkloadFacts } from "./facts/workload.ts";
import { isAsset, isRecord, isSecret, isUnknown, type Node, type Value, type Values } from "./model.ts";

/**
 * What a component publishes about itself, by topic: plain data with units in the names, never prose. A topic has one
 * shape for all components, so that rules, costs, diagrams and the text of a plan read all of them alike. A program
 * adds its own topics by declaration merging:
 *
 * ```ts
 * declare module "@strata-iac/strata/graph/facts" {
 *   interface Facts {
 *     readonly mailboxes?: { readonly count: number };
 *   }
 * }
 * ```
 *
 * @public
 */
export interface Facts
  extends EdgeFacts,
    NetworkFacts,
    PlatformFacts,
    WorkloadFacts,
    DataFacts,
    OperationsFacts {}

/** Name of a topic. */
export type Topic = keyof Facts;

/** A topic's value. */
export type Fact<T extends Topic> = NonNullable<Facts[T]>;

/** Facts as a component passes them: any part may be an Output, and undefined parts are omitted. */
export type FactInputs = { readonly [T in Topic]?: FactInput<Facts[T]> | undefined };

type FactInput<T> = Input<
  T extends readonly (infer Member)[]
    ? readonly FactInput<Member>[]
    : T extends object
      ? {
          readonly [K in keyof T]:
            | FactInput<T[K]>
            | (Record<never, never> extends Pick<T, K> ? undefined : never);
        }
      : T
>;

/** A node's published facts by topic, of which any part may be unknown or secret; empty for most nodes. */
export function factsOf({ published }: Node): Values {
  const facts = published?.["facts"];
  return isRecord(facts) ? facts : {};
}

/** The topics of a node whose values are known in all their parts. */
export function knownFactsOf(node: Node): Facts {
  return Object.fromEntries(Object.entries(factsOf(node)).filter(([, value]) => isKnown(value)));
}

/** Whether no part of a value is unknown or secret. */
export function isKnown(value: Value): boolean {
  if (typeof value !== "object" || value === null) {
    return true;
  }
  if (isUnknown(value) || isSecret(value) || isAsset(value)) {
    return false;
  }
  return Object.values(value).every(isKnown);
}
