import type { CustomTimeouts } from "@pulumi/pulumi";

/*
 * How long an update waits for objects of a cluster. The provider's default is ten minutes for every kind, at the end of
 * which it says only that it timed out: too short for many pods that start one after another, too long where nothing
 * more can come. Helm releases have a timeout of their own, an input (see chart.ts).
 */

/**
 * An ExternalSecret. A grant to the operator made in the same update takes effect after two minutes, at times after
 * seven or more (source: Google Cloud, access change propagation, 2026-11); a value filled in by hand meanwhile is found.
 */
export const EXTERNAL_SECRET_TIMEOUTS: CustomTimeouts = { create: "10m", update: "10m" };

/**
 * A Certificate. An attempt takes a minute or two, the first one longer, with a new account and new records. After a
 * failed attempt the next comes an hour later (source: cert-manager API reference, lastFailureTime, 2026-11).
 */
export const CERTIFICATE_TIMEOUTS: CustomTimeouts = { create: "10m", update: "5m" };

/** Seconds that each pod may take to start: its startup probe's minute, see probes.ts. */
const POD_SECONDS = 60;

/** Seconds for nodes to come, once: a node pool that has to grow takes a few minutes. */
const NODE_SECONDS = 300;

const [LEAST_MINUTES, MOST_MINUTES] = [10, 60];

/**
 * Pods that are replaced one after another: ten minutes up to five pods, then a minute more for each, an hour at most.
 *
 * @param pods as many as there may be: an autoscaler may be at its maximum
 */
export function rolloutTimeouts(pods: number): CustomTimeouts {
  const minutes = Math.ceil((NODE_SECONDS + pods * POD_SECONDS) / 60);
  const limit = `${Math.max(LEAST_MINUTES, Math.min(minutes, MOST_MINUTES))}m`;
  return { create: limit, update: limit };
}

/**
 * A Job: slightly longer than the run itself, so that the run's own failure is reported.
 *
 * @param deadlineSeconds the run's `activeDeadlineSeconds`
 */
export function jobTimeouts(deadlineSeconds: number): CustomTimeouts {
  return { create: `${deadlineSeconds + 60}s` };
}
