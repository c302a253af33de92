import type { KubernetesApi } from "./api/client.ts";
import { isTrue, listAt, nameOf } from "./api/object.ts";
import { startControlPlane } from "./control-plane.ts";
import { playControllers } from "./controllers.ts";
import { startGuardian } from "./guardian.ts";
import { PlayedMetrics } from "./metrics/metrics.ts";
import { nodesOf, type Pool } from "./nodes.ts";
import { register, unregister } from "./registry.ts";

export interface TestClusterOptions {
  /** `clusterIdentifier` of the provider that it plays. Default: it plays none. */
  readonly identifier?: string;
  /** Default: one pool of three e2-medium. */
  readonly pools?: readonly Pool[];
  /** Zones that the nodes are spread over. */
  readonly zones?: readonly string[];
  /** How soon a node that does not answer counts as lost, and its pods as gone. Default 60 s and 300 s. */
  readonly lostNodes?: { readonly noticedSeconds: number; readonly tolerationSeconds: number };
  /**
   * Serves the usage of pods to autoscalers, which look at it every so many seconds instead of 15. Default: it is not
   * served, and autoscalers keep to the least number of pods.
   */
  readonly metrics?: { readonly syncSeconds: number };
}

const NODE = { apiVersion: "v1", kind: "Node" };

/**
 * A Kubernetes cluster of its own: etcd, API server, controllers and scheduler are the real ones; nodes and
 * pods are played by kwok, and what controllers of charts report by {@link playControllers}. Where asked for, so is
 * the usage of pods, by {@link PlayedMetrics}.
 *
 * It ends with {@link stop}, and whenever this process ends, however it does; nothing of it stays.
 */
export class TestCluster {
  readonly api: KubernetesApi;
  /** Kubeconfig of whoever may do everything, for kubectl. */
  readonly kubeconfig: string;
  /** Says what pods use; undefined unless asked for. */
  readonly metrics: PlayedMetrics | undefined;
  readonly #end: () => Promise<void>;

  static async start(options: TestClusterOptions = {}): Promise<TestCluster> {
    const { identifier, lostNodes } = options;
    const syncSeconds = options.metrics?.syncSeconds;
    const { folder, release } = startGuardian();
    const stop = new AbortController();
    try {
      const { api, kubeconfig, certificates } = await startControlPlane(folder, {
        ...(lostNodes ? { lostNodes } : {}),
        ...(syncSeconds === undefined ? {} : { autoscalerSyncSeconds: syncSeconds }),
      });
      const pools = options.pools ?? [{ name: "default", machineType: "e2-medium", nodes: 3 }];
      const zones = options.zones ?? ["us-central1-a", "us-central1-b", "us-central1-c"];
      const nodes = nodesOf(pools, zones);
      await Promise.all(nodes.map((node) => api.create(node, { fieldManager: "kubelet" })));
      await nodesReady(api, nodes.length);
      void playControllers(api, stop.signal);
      const metrics = options.metrics && (await PlayedMetrics.start(api, certificates));
      if (identifier) {
        register(identifier, kubeconfig);
      }
      return new TestCluster(api, kubeconfig, metrics, async () => {
        stop.abort();
        await metrics?.close();
        if (identifier) {
          await unregister(identifier);
        }
        api.close();
        await release();
      });
    } catch (error) {
      stop.abort();
      await release();
      throw error;
    }
  }

  private constructor(
    api: KubernetesApi,
    kubeconfig: string,
    metrics: PlayedMetrics | undefined,
    end: () => Promise<void>,
  ) {
    this.api = api;
    this.kubeconfig = kubeconfig;
    this.metrics = metrics;
    this.#end = end;
  }

  /** Ends the servers and removes all that they wrote. */
  stop(): Promise<void> {
    return this.#end();
  }
}

/** Pods are scheduled to nodes only once the controllers have seen them ready. */
async function nodesReady(api: KubernetesApi, count: number): Promise<void> {
  const stop = new AbortController();
  const ready = new Set<string>();
  for await (const { object: node } of api.watch(NODE, {}, stop.signal)) {
    const tainted = listAt(node, "spec", "taints").some((taint) =>
      JSON.stringify(taint).includes("node.kubernetes.io/not-ready"),
    );
    if (isTrue(node, "Ready") && !tainted) {
      ready.add(nameOf(node));
    }
    if (ready.size === count) {
      stop.abort();
      return;
    }
  }
}
