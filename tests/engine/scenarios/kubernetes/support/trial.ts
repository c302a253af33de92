import { NAME_LABEL } from "#components/core/kubernetes/labels";
import type { KubernetesObject } from "../../../cluster/api/object.ts";
import type { Load } from "../../../cluster/metrics/load.ts";
import type { WireRecord } from "../../../provider/wire.ts";
import { AUTOSCALER, Autoscaled, type Metered, type Phase, simulatedPath } from "./autoscaled.ts";
import { DEPLOYMENT } from "./workloads.ts";

/** An autoscaler with rules that the project's components do not write, and loads for it. */
export interface Trial {
  readonly name: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly WireRecord[];
  readonly behavior: WireRecord;
  readonly phases: readonly Phase[];
}

/** What became of a trial. */
export interface Outcome {
  /** Numbers of pods that the autoscaler's controller went through. */
  readonly real: readonly number[];
  /** Those of the simulator. */
  readonly simulated: readonly number[];
  /** The autoscaler's spec as it was written. */
  readonly written: WireRecord;
  /** As the API keeps it, with its defaults. */
  readonly kept: KubernetesObject;
}

const NAMESPACE = "trials";
const BY = { fieldManager: "spec" };
const REQUESTS: Required<Load> = { cpuMillis: 100, memoryMiB: 64 };

/** Runs trials side by side, in a namespace of their own. */
export async function tryOut(cluster: Metered, trials: readonly Trial[]): Promise<readonly Outcome[]> {
  await cluster.api.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }, BY);
  return Promise.all(trials.map((trial) => run(cluster, trial)));
}

async function run(cluster: Metered, trial: Trial): Promise<Outcome> {
  const { api } = cluster;
  const { name, minReplicas, maxReplicas, metrics, behavior, phases } = trial;
  const metadata = { name, namespace: NAMESPACE };
  await api.create(deploymentOf(name, minReplicas), BY);
  const autoscaled = new Autoscaled(cluster, NAMESPACE, name);
  await autoscaled.carry({ load: {}, pods: minReplicas });

  const { apiVersion, kind } = DEPLOYMENT;
  const written = {
    scaleTargetRef: { apiVersion, kind, name },
    minReplicas,
    maxReplicas,
    metrics,
    behavior,
  };
  const kept = await api.create({ ...AUTOSCALER, metadata, spec: written }, BY);
  for (const phase of phases) {
    await autoscaled.carry(phase);
  }
  await autoscaled.replicas.stop();
  const loads = phases.map(({ load }) => load);
  return {
    real: autoscaled.path,
    simulated: simulatedPath(written, REQUESTS, minReplicas, loads),
    written,
    kept,
  };
}

function deploymentOf(name: string, replicas: number): KubernetesObject {
  const { apiVersion, kind } = DEPLOYMENT;
  const labels = { [NAME_LABEL]: name };
  const requests = { cpu: `${REQUESTS.cpuMillis}m`, memory: `${REQUESTS.memoryMiB}Mi` };
  const container = { name, image: `registry.example/trials/${name}:v1`, resources: { requests } };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: NAMESPACE },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}
