import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesApi } from "../api/client.ts";
import { isTrue } from "../api/object.ts";
import { until } from "../observe.ts";
import { type Load, samplesOf, workloadOf } from "./load.ts";
import { GROUP, type MetricsServer, serveMetrics, VERSION } from "./server.ts";

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  namespace: "kube-system",
  name: "metrics-server",
} as const;
const API_SERVICE = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  name: `${VERSION}.${GROUP}`,
} as const;
const BY = { fieldManager: "metrics-server" };
const AVAILABLE_SECONDS = 60;

/**
 * Plays metrics-server: the API that autoscalers ask for the usage of pods. A workload's load is what a spec says; the
 * pods that serve share it. It runs in this process and ends with it.
 */
export class PlayedMetrics {
  readonly #api: KubernetesApi;
  readonly #loads = new Map<string, Load>();
  readonly #answered = new Map<string, number>();
  #server: MetricsServer | undefined;

  /**
   * Starts it and waits until the cluster's API passes requests on to it.
   *
   * @param certificates folder with the API server's own certificate and key, which it uses, too
   */
  static async start(api: KubernetesApi, certificates: string): Promise<PlayedMetrics> {
    const metrics = new PlayedMetrics(api);
    const [key = "", cert = ""] = ["key", "crt"].map((ending) =>
      readFileSync(join(certificates, `apiserver.${ending}`), "utf8"),
    );
    const server = await serveMetrics({ key, cert }, (namespace, selector) =>
      metrics.#samples(namespace, selector),
    );
    metrics.#server = server;
    try {
      await register(api, server.port);
      return metrics;
    } catch (error) {
      await metrics.close();
      throw error;
    }
  }

  private constructor(api: KubernetesApi) {
    this.#api = api;
  }

  /** Says what all pods of a workload together have to carry from now on. Nothing before. */
  carry(workload: string, load: Load): void {
    this.#loads.set(workload, load);
  }

  /** When the usage of a workload's pods was told last, in milliseconds since 1970; 0 when it never was. */
  toldAt(workload: string): number {
    return this.#answered.get(workload) ?? 0;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #samples(namespace: string, labelSelector: string) {
    const pods = await this.#api.list(
      { apiVersion: "v1", kind: "Pod" },
      { ...(namespace ? { namespace } : {}), ...(labelSelector ? { labelSelector } : {}) },
    );
    const now = new Date();
    for (const workload of new Set(pods.map(workloadOf))) {
      this.#answered.set(workload, now.getTime());
    }
    return samplesOf(pods, (workload) => this.#loads.get(workload) ?? {}, now);
  }
}

/** The API server resolves the name of such a Service itself; addresses of this machine it takes for no endpoint. */
async function register(api: KubernetesApi, port: number): Promise<void> {
  const { name, namespace, ...service } = SERVICE;
  const external = { type: "ExternalName", externalName: "localhost" };
  await api.create({ ...service, metadata: { name, namespace }, spec: external }, BY);
  const spec = {
    group: GROUP,
    version: VERSION,
    service: { name, namespace, port },
    // The certificate is for the API server's own names.
    insecureSkipTLSVerify: true,
    groupPriorityMinimum: 100,
    versionPriority: 100,
  };
  const { name: group, ...registration } = API_SERVICE;
  await api.create({ ...registration, metadata: { name: group }, spec }, BY);
  const itself = { fieldSelector: `metadata.name=${group}` };
  await until(api, registration, itself, AVAILABLE_SECONDS, (found) =>
    found.some((each) => isTrue(each, "Available")),
  );
}
