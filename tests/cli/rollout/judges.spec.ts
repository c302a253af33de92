import { expect } from "chai";
import type { LiveObject } from "#cli/rollout/cluster/live";
import { judgeObject } from "#cli/rollout/judges/judges";
import type { Values } from "#graph/model";
import { expected, HeldCluster, live } from "./support/cluster.ts";

const LABELS = { "app.kubernetes.io/name": "api" };
const TEMPLATE = { spec: { containers: [{ name: "api", image: "example/api:v2" }] } };

function deployment(status: Values, spec: Values = {}): LiveObject {
  return live("apps/v1", "Deployment", "api", {
    spec: { replicas: 3, selector: { matchLabels: LABELS }, template: TEMPLATE, ...spec },
    status: { observedGeneration: 2, ...status },
  });
}

const ARRIVED = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
const PLANNED = expected("apps/v1", "Deployment", "api", { spec: { replicas: 3, template: TEMPLATE } });

function pod(name: string, status: Values): LiveObject {
  return live("v1", "Pod", name, { metadata: { name, labels: LABELS }, status });
}

const condition = (type: string, status: string, reason = "", message = "", more: Values = {}) => ({
  type,
  status,
  reason,
  message,
  ...more,
});

describe("strata rollout judges", () => {
  describe("K1 a Deployment", () => {
    for (const { what, object, summary } of [
      {
        what: "all pods are updated and available",
        object: deployment(ARRIVED),
        summary: "3 pods available",
      },
      {
        what: "its controller has not seen the change",
        object: deployment({ ...ARRIVED, observedGeneration: 1 }),
        summary: "its controller has not seen the last change yet",
      },
      {
        what: "one new pod does not become available",
        object: deployment({ replicas: 4, updatedReplicas: 1, availableReplicas: 3 }),
        summary: "1 of 3 pods updated, 3 available, 3 old",
      },
      {
        what: "an old pod is left",
        object: deployment({ replicas: 4, updatedReplicas: 3, availableReplicas: 3 }),
        summary: "3 of 3 pods updated, 3 available, 1 old",
      },
      {
        what: "somebody scaled it down",
        object: deployment({ replicas: 2, updatedReplicas: 2, availableReplicas: 2 }, { replicas: 2 }),
        summary: "2 of 3 pods updated, 2 available",
      },
      {
        what: "it is paused",
        object: deployment(ARRIVED, { paused: true }),
        summary: "its rollout is paused",
      },
      {
        what: "it runs another image",
        object: deployment(ARRIVED, {
          template: { spec: { containers: [{ name: "api", image: "example/api:v1" }] } },
        }),
        summary: "does not run the plan's images",
      },
    ]) {
      it(`K1 ${what}`, async () => {
        const verdict = await judgeObject(PLANNED, new HeldCluster(object));
        expect(verdict.summary).to.equal(summary);
        expect(verdict.state).to.equal(summary === "3 pods available" ? "done" : "waiting");
      });
    }
  });

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

  describe("custom resources", () => {
    const judge = (kind: string, more: Values, inputs: Values = {}, apiVersion = "external-secrets.io/v1") =>
      judgeObject(
        expected(apiVersion, kind, "it", inputs),
        new HeldCluster(live(apiVersion, kind, "it", more)),
      );
    const ready = condition("Ready", "True");

    it("K3 says why an ExternalSecret or a Certificate is not ready", async () => {
      const denied = condition("Ready", "False", "SecretSyncedError", "permission denied on secret db");
      expect(await judge("ExternalSecret", { status: { conditions: [denied] } })).to.deep.equal({
        state: "waiting",
        summary: "Ready is False",
        reasons: ["SecretSyncedError: permission denied on secret db"],
      });
      const issuing = condition("Ready", "False", "DoesNotExist", "Issuing certificate");
      const certificate = await judge(
        "Certificate",
        { status: { conditions: [issuing] } },
        {},
        "cert-manager.io/v1",
      );
      expect(certificate.reasons).to.deep.equal(["DoesNotExist: Issuing certificate"]);
    });

    it("K3 expects a report of kinds whose controllers always give one", async () => {
      expect((await judge("ExternalSecret", {})).summary).to.equal("its controller has reported nothing yet");
      expect((await judge("PodMonitor", {}, {}, "monitoring.coreos.com/v1")).state).to.equal("done");
    });

    it("takes a condition only for the object's current generation", async () => {
      const stale = condition("Ready", "True", "", "", { observedGeneration: 1 });
      expect(
        (await judge("Certificate", { status: { conditions: [stale] } }, {}, "cert-manager.io/v1")).summary,
      ).to.equal("its controller has not seen the last change yet");
      expect((await judge("ExternalSecret", { status: { conditions: [ready] } })).state).to.equal("done");
    });

    it("K2 judges by the conditions that the program waits for", async () => {
      const inputs = { metadata: { annotations: { "pulumi.com/waitFor": "condition=Synced" } } };
      expect((await judge("ExternalSecret", { status: { conditions: [ready] } }, inputs)).summary).to.equal(
        "Synced is not set yet",
      );
    });

    it("reads the state of nginx' resources", async () => {
      const status = {
        state: "Warning",
        reason: "AddedOrUpdatedWithWarning",
        message: "upstream is missing",
      };
      expect(await judge("VirtualServer", { status }, {}, "k8s.nginx.org/v1")).to.deep.equal({
        state: "waiting",
        summary: "is Warning",
        reasons: ["AddedOrUpdatedWithWarning: upstream is missing"],
      });
      expect(
        (await judge("VirtualServer", { status: { state: "Valid" } }, {}, "k8s.nginx.org/v1")).state,
      ).to.equal("done");
    });

    it("names a definition that is not installed", async () => {
      const cluster = new HeldCluster();
      cluster.unserved.add("Certificate");
      expect(
        (await judgeObject(expected("cert-manager.io/v1", "Certificate", "it"), cluster)).reasons,
      ).to.deep.equal([
        "the cluster serves no cert-manager.io/v1 Certificate: its definition is not installed",
      ]);
    });
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

describe("the reasons of pods", () => {
  const reasonsOf = async (...objects: LiveObject[]) => {
    const stuck = deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 0 });
    return (await judgeObject(PLANNED, new HeldCluster(stuck, ...objects))).reasons;
  };
  const unready = { conditions: [condition("PodScheduled", "True"), condition("Ready", "False")] };

  it("K3 name an image, a crash with its last end, and pods with the same reason together", async () => {
    const pulling = {
      ...unready,
      containerStatuses: [
        { name: "api", state: { waiting: { reason: "ImagePullBackOff", message: "not found" } } },
      ],
    };
    const crashing = {
      ...unready,
      containerStatuses: [
        {
          name: "api",
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
          lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
        },
      ],
    };
    expect(await reasonsOf(pod("a", pulling), pod("b", pulling), pod("c", crashing))).to.deep.equal([
      "pod a and 1 more: container api: its image cannot be pulled (ImagePullBackOff: not found)",
      "pod c: container api: it ends again and again (CrashLoopBackOff: back-off 40s); last: exit code 137, it ran out of memory (OOMKilled)",
    ]);
  });

  it("K3 name what refuses pods, such as a quota, and why none is scheduled", async () => {
    const set = live("apps/v1", "ReplicaSet", "api-1", {
      metadata: { name: "api-1", labels: LABELS },
      status: { conditions: [condition("ReplicaFailure", "True", "FailedCreate", "exceeded quota: pods")] },
    });
    const pending = pod("a", {
      conditions: [condition("PodScheduled", "False", "Unschedulable", "0/3 nodes are available")],
    });
    expect(await reasonsOf(set, pending)).to.deep.equal([
      "pod a: no node takes the pod (Unschedulable: 0/3 nodes are available)",
      "its pods are refused (FailedCreate: exceeded quota: pods)",
    ]);
  });

  it("K3 name a probe that fails by the pod's events, and say when events may not be read", async () => {
    const probe = live("v1", "Event", "probe", {
      reason: "Unhealthy",
      message: "Readiness probe failed: 503",
      type: "Warning",
      involvedObject: { name: "a" },
    });
    expect(await reasonsOf(pod("a", unready), probe)).to.deep.equal([
      "pod a: a probe fails (Unhealthy: Readiness probe failed: 503)",
    ]);
    const cluster = new HeldCluster(
      deployment({ replicas: 3, updatedReplicas: 3, availableReplicas: 0 }),
      pod("a", unready),
    );
    cluster.forbidden.add("Event");
    expect((await judgeObject(PLANNED, cluster)).reasons[0]).to.match(/^pod a: its events may not be read/);
  });
});
