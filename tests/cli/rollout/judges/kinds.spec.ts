import { expect } from "chai";
import type { LiveObject } from "#cli/rollout/cluster/live";
import { judgeObject } from "#cli/rollout/judges/judges";
import type { Values } from "#graph/model";
import { expected, HeldCluster, live } from "../support/cluster.ts";
import { condition, deployment, LABELS, pod, TEMPLATE } from "../support/objects.ts";

describe("strata rollout judges", () => {
  it("leaves the number of pods to an autoscaler, which must be able to scale", async () => {
    const scaled = deployment({ replicas: 5, updatedReplicas: 5, availableReplicas: 5 }, { replicas: 5 });
    const free = expected("apps/v1", "Deployment", "api", { spec: { template: TEMPLATE } });
    expect((await judgeObject(free, new HeldCluster(scaled))).summary).to.equal("5 pods available");
    const autoscaler = (conditions: readonly Values[], currentReplicas = 3) =>
      live("autoscaling/v2", "HorizontalPodAutoscaler", "api", {
        spec: { scaleTargetRef: { name: "api" }, minReplicas: 3, maxReplicas: 9 },
        status: { currentReplicas, conditions: [...conditions] },
      });
    const planned = expected("autoscaling/v2", "HorizontalPodAutoscaler", "api");
    const judge = (object: LiveObject) => judgeObject(planned, new HeldCluster(object));
    const able = condition("AbleToScale", "True");
    expect((await judge(autoscaler([able]))).state).to.equal("done");
    expect((await judge(autoscaler([able], 2))).summary).to.equal("2 pods, at least 3 are promised");
    const noMetrics = condition("ScalingActive", "False", "FailedGetResourceMetric", "no metrics returned");
    expect(await judge(autoscaler([able, noMetrics]))).to.deep.equal({
      state: "waiting",
      summary: "cannot read its metrics",
      reasons: ["FailedGetResourceMetric: no metrics returned"],
    });
  });

  it("StatefulSets by their revision, DaemonSets by their nodes", async () => {
    const set = (status: Values) =>
      live("apps/v1", "StatefulSet", "db", {
        spec: { replicas: 2 },
        status: { observedGeneration: 2, ...status },
      });
    const counts = { replicas: 2, availableReplicas: 2, currentRevision: "a" };
    const planned = expected("apps/v1", "StatefulSet", "db");
    const judge = (object: LiveObject) => judgeObject(planned, new HeldCluster(object));
    expect((await judge(set({ ...counts, updateRevision: "a" }))).state).to.equal("done");
    expect((await judge(set({ ...counts, updateRevision: "b", updatedReplicas: 1 }))).summary).to.equal(
      "1 of 2 pods updated, 2 available, 1 old",
    );
    const daemon = live("apps/v1", "DaemonSet", "agent", {
      status: {
        observedGeneration: 2,
        desiredNumberScheduled: 3,
        currentNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 2,
      },
    });
    expect(
      (await judgeObject(expected("apps/v1", "DaemonSet", "agent"), new HeldCluster(daemon))).summary,
    ).to.equal("3 of 3 pods updated, 2 available");
  });

  it("a failed Job at once and for good, one that the provider named by its labels", async () => {
    const job = (name: string, created: string, status: Values) =>
      live("batch/v1", "Job", name, {
        metadata: { name, labels: LABELS, creationTimestamp: created },
        spec: { selector: { matchLabels: LABELS } },
        status,
      });
    const failure = condition(
      "Failed",
      "True",
      "BackoffLimitExceeded",
      "Job has reached the specified limit",
    );
    const old = job("migrate-0a1b2c3d", "2026-11-27T10:00:00Z", {
      conditions: [condition("Complete", "True")],
    });
    const now = job("migrate-4e5f6a7b", "2026-11-28T10:00:00Z", { conditions: [failure] });
    const ended = pod("migrate-4e5f6a7b-x", {
      phase: "Failed",
      containerStatuses: [
        { name: "migrate", state: { terminated: { exitCode: 3, reason: "Error", message: "no table" } } },
      ],
    });
    const planned = {
      ...expected("batch/v1", "Job", "migrate", { metadata: { labels: LABELS } }),
      name: undefined,
    };
    expect(await judgeObject(planned, new HeldCluster(old, now, ended))).to.deep.equal({
      state: "failed",
      summary: "failed",
      reasons: [
        "pod migrate-4e5f6a7b-x: container migrate: exit code 3, it ended with an error (Error: no table)",
        "it failed more often than its retries allow (BackoffLimitExceeded: Job has reached the specified limit)",
      ],
    });
    const cleaned = { ...planned, inputs: { spec: { ttlSecondsAfterFinished: 60 } } };
    expect((await judgeObject(cleaned, new HeldCluster())).state).to.equal("done");
    expect((await judgeObject(planned, new HeldCluster())).summary).to.equal("does not exist");
  });

  it("K5 a Service without a ready pod is not done", async () => {
    const service = live("v1", "Service", "api", { spec: { selector: LABELS } });
    const slice = (...ready: boolean[]) =>
      live("discovery.k8s.io/v1", "EndpointSlice", "api-1", {
        metadata: { name: "api-1", labels: { "kubernetes.io/service-name": "api" } },
        endpoints: ready.map((each) => ({ conditions: { ready: each } })),
      });
    const judge = (...objects: LiveObject[]) =>
      judgeObject(expected("v1", "Service", "api"), new HeldCluster(service, ...objects));
    expect(await judge()).to.deep.equal({
      state: "waiting",
      summary: "no ready endpoint",
      reasons: ["no pod has the labels of its selector"],
    });
    expect((await judge(slice(false, false))).reasons).to.deep.equal(["none of its 2 pods is ready"]);
    expect((await judge(slice(false, true))).state).to.equal("done");
    const template = { metadata: { labels: LABELS } };
    expect((await judge(deployment({}, { replicas: 0, template }))).summary).to.equal("scaled to zero");
    expect((await judge(deployment({}, { replicas: 2, template }))).state).to.equal("waiting");
  });

  it("a Helm release by the workloads that Helm annotated", async () => {
    const part = (name: string, release: string, availableReplicas: number) =>
      live("apps/v1", "Deployment", name, {
        metadata: {
          name,
          labels: { "app.kubernetes.io/managed-by": "Helm" },
          annotations: { "meta.helm.sh/release-name": release },
        },
        spec: { replicas: 1 },
        status: { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas },
      });
    const cluster = new HeldCluster(part("webhook", "cert-manager", 0), part("other", "nginx", 0));
    const planned = expected("helm.sh/v3", "Release", "cert-manager");
    expect(await judgeObject(planned, cluster)).to.deep.equal({
      state: "waiting",
      summary: "1 of 1 workloads not available",
      reasons: ["Deployment webhook: 1 of 1 pods updated, 0 available"],
    });
    cluster.objects = [part("webhook", "cert-manager", 1)];
    expect((await judgeObject(planned, cluster)).state).to.equal("done");
  });

  it("a claim that waits for its first pod is done, one without a volume is not", async () => {
    const claim = live("v1", "PersistentVolumeClaim", "data", { status: { phase: "Pending" } });
    const event = (reason: string, message: string) =>
      live("v1", "Event", reason, { reason, message, type: "Normal", involvedObject: { name: "data" } });
    const planned = expected("v1", "PersistentVolumeClaim", "data");
    const first = event("WaitForFirstConsumer", "waiting for first consumer");
    expect((await judgeObject(planned, new HeldCluster(claim, first))).state).to.equal("done");
    const refused = event("ProvisioningFailed", "quota exceeded");
    expect((await judgeObject(planned, new HeldCluster(claim, refused))).reasons).to.deep.equal([
      "ProvisioningFailed: quota exceeded",
    ]);
  });
});
