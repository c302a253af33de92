import { expect } from "chai";
import { Worker, type WorkerArgs } from "#components/workload/worker";
import { program } from "#docs/examples/workload/worker";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { at, containerOf, DATABASE, IMAGE, listAt, podSpecOf, specOf } from "./fixtures.ts";
import { DEPLOYMENT } from "./types.ts";

const WORKER: WorkerArgs = {
  namespace: "shop",
  partOf: "shop",
  image: IMAGE,
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  scaling: { replicas: 2 },
  links: [DATABASE],
  secretStore: { name: "secret-manager" },
};

function recordWorker(changes: Partial<WorkerArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new Worker("events", { ...WORKER, ...changes }, { provider: kubernetes });
    return {};
  });
}

describe("Worker", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await recordWorker(), "events", "strata:workload:Worker")).to.deep.equal([
      "kubernetes:core/v1:ServiceAccount events",
      "kubernetes:external-secrets.io/v1:ExternalSecret events-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy events-to-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy events-to-dns",
      "kubernetes:apps/v1:Deployment events",
      "kubernetes:policy/v1:PodDisruptionBudget events",
    ]);
  });

  it("starts after what it needs", async () => {
    const graph = await recordWorker();
    const { dependencies } = nodeNamed(graph, "events", DEPLOYMENT);
    const last = dependencies.map((urn) => urn.split("::").at(-1));
    expect(last).to.include.members(["events", "events-database", "events-to-database", "events-to-dns"]);
  });

  it("is called by nobody: no port, no readiness, no wait before it stops", async () => {
    const graph = await recordWorker();
    const container = containerOf(graph, DEPLOYMENT, "events");
    expect(container).not.to.have.any.keys("ports", "readinessProbe", "livenessProbe", "lifecycle");
    expect(podSpecOf(graph, DEPLOYMENT, "events")).to.include({ terminationGracePeriodSeconds: 60 });
    expect(nodeNamed(graph, "events", "strata:workload:Worker").published?.["endpoints"]).to.deep.equal([]);
  });

  it("is found by the monitoring on its metrics port, pod by pod", async () => {
    const graph = await recordWorker({ metricsPort: 9100, liveness: { path: "/live" } });
    expect(specOf(graph, "kubernetes:core/v1:Service", "events")).to.deep.equal({
      clusterIP: "None",
      selector: { "app.kubernetes.io/name": "events" },
      ports: [{ name: "metrics", port: 9100, targetPort: "metrics" }],
    });
    const container = containerOf(graph, DEPLOYMENT, "events");
    expect(at(container, "livenessProbe", "httpGet")).to.deep.equal({ path: "/live", port: 9100 });
    expect(container).not.to.have.property("readinessProbe");
    expect(listAt(container, "ports")).to.deep.equal([{ name: "metrics", containerPort: 9100 }]);
  });

  it("E7 that may run once is stopped before the next one starts, and never scaled", async () => {
    const { scaling: _, ...worker } = WORKER;
    const graph = await recordWith(({ kubernetes }) => {
      new Worker("clock", { ...worker, singleton: true }, { provider: kubernetes });
      return {};
    });
    expect(specOf(graph, DEPLOYMENT, "clock")).to.deep.include({
      replicas: 1,
      strategy: { type: "Recreate" },
    });
    expect(graph.nodes.map(({ type }) => type)).not.to.include(
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    );
    // The budget lets the only pod be evicted: it never blocks the drain of a node.
    expect(specOf(graph, "kubernetes:policy/v1:PodDisruptionBudget", "clock")).to.include({
      maxUnavailable: 1,
    });
    for (const scaling of [{ replicas: 2 }, { minReplicas: 1, maxReplicas: 2 }]) {
      expect(await failureOf(recordWorker({ singleton: true, scaling }))).to.include(
        "allowed are absent or { replicas: 1 } for a singleton",
      );
    }
  });

  it("refuses a path to ask without a port to ask on", async () => {
    const message = await failureOf(recordWorker({ liveness: { path: "/live" } }));
    expect(message).to.contain('Worker "events": liveness.port is missing; allowed are ports to ask on');
  });

  it("scales by the length of its queue (the example)", async () => {
    const graph = await record(async () => program() ?? {}, { project: "strata", stack: "test" });
    const spec = specOf(graph, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "events");
    expect(listAt(spec, "metrics")).to.deep.equal([
      {
        type: "External",
        external: {
          metric: { name: "queue_depth", selector: { matchLabels: { queue: "events" } } },
          target: { type: "AverageValue", averageValue: "30" },
        },
      },
    ]);
  });
});
