import { type KubernetesObject, textAt } from "../../../cluster/api/object.ts";
import { observe, serves } from "../../../cluster/observe.ts";
import type { OnCluster } from "../../../harness/on-cluster.ts";
import type { Run } from "../../../harness/workspace/cli.ts";
import { SITE } from "../program/program.ts";
import { AUTOSCALER, Autoscaled, metered, type Phase, reasonOf, utilizationOf } from "./autoscaled.ts";
import { valuesOf } from "./values.ts";
import { POD } from "./workloads.ts";

/** The target is 70 %, 35 thousandths of a processor each: the first load asks for nine pods, the second for 58. */
export const PHASES = {
  busy: { load: { cpuMillis: 290 }, pods: 9 },
  overrun: { load: { cpuMillis: 2000 }, pods: SITE.maxReplicas },
  quiet: { load: { cpuMillis: 60 }, pods: SITE.minReplicas },
} satisfies Record<string, Phase>;

/** What was seen of the site while its load rose and fell. */
export interface Followed {
  /** Its autoscaler, as it was at last. */
  readonly autoscaler: KubernetesObject;
  /** Numbers of pods that it went through. */
  readonly path: readonly number[];
  /** Its pods when there were as many as the first load asks for, and when there were as many as there may be. */
  readonly busy: readonly KubernetesObject[];
  readonly full: readonly KubernetesObject[];
  /** Its autoscaler at the most, and when the load had just fallen. */
  readonly limited: KubernetesObject;
  readonly held: KubernetesObject;
  /** The deployment of another image at the most, and at each moment of it the pods that served. */
  readonly updated: Run;
  readonly serving: readonly number[];
  readonly images: readonly string[];
  /** Milliseconds from the last time that the autoscaler saw the high load to its first step down. */
  readonly heldMilliseconds: number;
  /** When it changed the number of pods, in the whole seconds that it writes down. */
  readonly scaledAt: readonly number[];
}

/** Raises the site's load, deploys in between, and lets the load fall again. */
export async function followSite({ cluster, workspace }: OnCluster): Promise<Followed> {
  const { api, metrics } = metered(cluster);
  const site = new Autoscaled(metered(cluster), "shop", "site");
  const scaled = valuesOf(api, { ...AUTOSCALER, namespace: "shop", name: "site" }, (autoscaler) =>
    textAt(autoscaler, "status", "lastScaleTime"),
  );

  const busy = await site.carry(PHASES.busy);
  // 290 thousandths on nine pods that request 50 each; the autoscaler has looked at all of them, and is content.
  await site.says((autoscaler) => utilizationOf(autoscaler) === 64);
  const full = await site.carry(PHASES.overrun);
  const limited = await site.says((autoscaler) => utilizationOf(autoscaler) === 200);

  const pods = { namespace: "shop", labelSelector: "app.kubernetes.io/name=site" };
  const observation = observe(api, POD, pods, serves);
  await workspace.configure("workloads:siteTag", "v2");
  const updated = await workspace.up();
  await observation.stop();
  const renewed = (await api.list(POD, pods)).filter(serves);

  metrics.carry("site", PHASES.quiet.load);
  const toldAt = metrics.toldAt("site");
  const held = await site.says((autoscaler) => reasonOf(autoscaler, "AbleToScale") === "ScaleDownStabilized");
  await site.carry(PHASES.quiet);
  const autoscaler = await site.says((each) => utilizationOf(each) === 40);
  await Promise.all([site.replicas.stop(), scaled.stop()]);

  const down = site.replicas.seen.find(({ at, value }) => at > toldAt && value < SITE.maxReplicas);
  return {
    autoscaler,
    path: site.path,
    busy,
    full,
    limited,
    held,
    updated,
    // The first counts are those of the pods as the watch starts with them, one after the other.
    serving: observation.counts.slice(SITE.maxReplicas - 1),
    images: renewed.map((pod) => textAt(pod, "spec", "containers", 0, "image")),
    heldMilliseconds: (down?.at ?? 0) - toldAt,
    scaledAt: scaled.seen.map(({ value }) => Date.parse(value) / 1000),
  };
}

/**
 * Waits until the least number of pods serve and the autoscaler has found nothing to do for them: its way there from a
 * new Deployment's one pod is then too old to be counted when the load rises.
 */
export async function siteIsIdle({ cluster }: OnCluster): Promise<void> {
  const site = new Autoscaled(metered(cluster), "shop", "site");
  await site.carry({ load: {}, pods: SITE.minReplicas });
  await site.says((autoscaler) => reasonOf(autoscaler, "ScalingActive") === "ValidMetricFound");
  await site.replicas.stop();
}
