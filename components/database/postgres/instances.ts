import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { PostgresInstances } from "./endpoints.ts";
import { createPrimary, createReplica, type InstanceContext } from "./instance.ts";

/** A database's instances. */
export interface CreatedInstances extends PostgresInstances {
  /** Key of the instance that is the primary: "primary", or a promoted replica. */
  readonly serving: string;
}

/**
 * Creates the primary and its replicas. Since a promotion a replica is a primary of its own, which the others follow, and
 * after a switchover so does the former primary. Logical names stay with the instances, whatever they are.
 */
export function createInstances(
  name: string,
  context: InstanceContext,
  opts: CustomResourceOptions,
): CreatedInstances {
  const { replicas, promoted, region } = context.settings;
  const nameOf = (key: string) => `${name}-replica-${key}`;
  const leader = promoted
    ? createPrimary(nameOf(promoted.replica), context, opts, replicas[promoted.replica]?.region ?? region)
    : undefined;
  const primary =
    leader && promoted?.formerPrimary === "replica"
      ? createReplica(`${name}-primary`, { ...context, key: undefined, primary: leader }, opts)
      : createPrimary(`${name}-primary`, context, opts);
  return {
    primary,
    replicas: Object.fromEntries(
      Object.keys(replicas).map((key) => [
        key,
        leader && key === promoted?.replica
          ? leader
          : createReplica(nameOf(key), { ...context, key, primary: leader ?? primary }, opts),
      ]),
    ),
    serving: promoted?.replica ?? "primary",
  };
}
