import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import { Job } from "@pulumi/kubernetes/batch/v1/job.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { PersistentVolumeClaim } from "@pulumi/kubernetes/core/v1/persistentVolumeClaim.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import type { ProviderResource } from "@pulumi/pulumi";
import { expect } from "chai";
import { manifestsOf } from "#cli/manifests/manifests";
import { openClusters } from "#cli/rollout/cluster/kubeconfig";
import { expectedObjects } from "#cli/rollout/expected";
import type { Verdict } from "#cli/rollout/judges/judge";
import { followRollout } from "#cli/rollout/rollout";
import { recordWith } from "../../../support/record.ts";
import { type KubernetesObject, member } from "../../cluster/api/object.ts";
import { definitionsOfChart, install } from "../../cluster/definitions.ts";
import { until } from "../../cluster/observe.ts";
import { TestCluster } from "../../cluster/test-cluster.ts";

const QUOTA = { apiVersion: "v1", kind: "ResourceQuota" };

/** Objects of every outcome, as an update leaves them behind. */
function program(provider: ProviderResource): void {
  for (const name of ["trial", "tight"]) {
    new Namespace(name, { metadata: { name } }, { provider });
  }
  new ResourceQuota(
    "tight",
    { metadata: { name: "tight", namespace: "tight" }, spec: { hard: { pods: "0" } } },
    { provider },
  );
  const podOf = (name: string, tag: string, cpu = "10m") => ({
    metadata: { labels: { app: name } },
    spec: {
      containers: [{ name, image: `registry.example/${name}:${tag}`, resources: { requests: { cpu } } }],
    },
  });
  const deployment = (name: string, namespace: string, tag: string, cpu?: string) =>
    new Deployment(
      name,
      {
        metadata: { name, namespace },
        spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: podOf(name, tag, cpu) },
      },
      { provider },
    );
  deployment("good", "trial", "v1");
  deployment("unready", "trial", "unready");
  deployment("large", "trial", "v1", "100");
  deployment("refused", "tight", "v1");
  const run = (name: string, tag: string) => {
    const { metadata, spec } = podOf(name, tag);
    return { backoffLimit: 0, template: { metadata, spec: { ...spec, restartPolicy: "Never" } } };
  };
  const named = (name: string) => ({ name, namespace: "trial" });
  new Job("failing", { metadata: named("failing"), spec: run("failing", "failing") }, { provider });
  new Job("passing", { metadata: named("passing"), spec: run("passing", "v1") }, { provider });
  new CronJob(
    "nightly",
    {
      metadata: named("nightly"),
      spec: { schedule: "0 3 * * *", jobTemplate: { spec: run("nightly", "v1") } },
    },
    { provider },
  );
  for (const name of ["good", "nobody"]) {
    new Service(
      name,
      { metadata: named(name), spec: { selector: { app: name }, ports: [{ port: 80 }] } },
      { provider },
    );
  }
  new PersistentVolumeClaim(
    "data",
    {
      metadata: named("data"),
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "none",
        resources: { requests: { storage: "1Gi" } },
      },
    },
    { provider },
  );
  new CustomResource(
    "credentials",
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: named("credentials"),
      spec: {
        secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
        data: [{ secretKey: "password", remoteRef: { key: "database" } }],
      },
    },
    { provider },
  );
}

describe("the reasons of strata rollout on a Kubernetes API", () => {
  let cluster: TestCluster;
  const verdicts = new Map<string, Verdict>();

  before(async () => {
    cluster = await TestCluster.start();
    await install(cluster.api, definitionsOfChart("external-secrets"));
    // The operator is played as long as its release is recorded.
    const labels = { owner: "helm", chart: "external-secrets" };
    const record: KubernetesObject = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "external-secrets", namespace: "default", labels },
    };
    await cluster.api.create(record, { fieldManager: "helm" });
    const graph = await recordWith(({ kubernetes }) => {
      program(kubernetes);
      return undefined;
    });
    for (const { object } of manifestsOf(graph).objects) {
      const created = object as KubernetesObject;
      await cluster.api.create(created, { fieldManager: "test" });
      if (created.kind === QUOTA.kind) {
        // A quota refuses nothing until its controller has counted what there is.
        await until(cluster.api, QUOTA, { namespace: "tight" }, 60, (all) =>
          all.some((quota) => member(quota, "status", "hard", "pods") === "0"),
        );
      }
    }
    const expected = expectedObjects(graph);
    const [id = ""] = expected.map(({ cluster: of }) => of);
    const clusters = await openClusters([id], [], cluster.kubeconfig, "/");
    const judged = await followRollout(expected, clusters, { timeoutSeconds: 15 });
    for (const { object, verdict } of judged) {
      verdicts.set(`${object.kind} ${object.name}`, verdict);
    }
  });

  after(() => cluster?.stop());

  const verdictOf = (object: string) => verdicts.get(object) ?? expect.fail(`${object} was not judged`);

  for (const [object, summary] of [
    ["Deployment good", "2 pods available"],
    ["Job passing", "complete"],
    ["CronJob nightly", "scheduled 0 3 * * *"],
    ["Service good", "2 ready endpoints"],
    ["Namespace trial", "active"],
  ] as const) {
    it(`${object} is done`, () => {
      expect(verdictOf(object)).to.deep.equal({ state: "done", summary, reasons: [] });
    });
  }

  for (const { id, object, state = "waiting", summary, reason } of [
    {
      id: "K3",
      object: "Deployment unready",
      summary: /^2 of 2 pods updated, 0 available$/,
      reason: /^pod unready-\S+ and 1 more: a probe fails \(Unhealthy: Readiness probe failed: .* 503\)$/,
    },
    {
      id: "K3",
      object: "Deployment refused",
      summary: /^0 of 2 pods updated, 0 available$/,
      reason: /^its pods are refused \(FailedCreate: .*exceeded quota: tight, requested: pods=1.*\)$/,
    },
    {
      id: "K3",
      object: "Deployment large",
      summary: /^2 of 2 pods updated, 0 available$/,
      reason:
        /^pod large-\S+ and 1 more: no node takes the pod \(Unschedulable: 0\/3 nodes .*Insufficient cpu/,
    },
    {
      id: "K3",
      object: "ExternalSecret credentials",
      summary: /^Ready is False$/,
      reason: /^NotReady: the store vault is not there$/,
    },
    {
      id: "K3",
      object: "Job failing",
      state: "failed",
      summary: /^failed$/,
      reason: /^pod failing-\S+: container failing: exit code 3, it ended with an error \(Error/,
    },
    {
      id: "K5",
      object: "Service nobody",
      summary: /^no ready endpoint$/,
      reason: /^no pod has the labels of its selector$/,
    },
    {
      id: "K3",
      object: "PersistentVolumeClaim data",
      summary: /^is Pending$/,
      reason: /storageclass.*"none" not found/,
    },
  ]) {
    it(`${id} ${object} is not done, and says why`, () => {
      const verdict = verdictOf(object);
      expect(verdict.state).to.equal(state);
      expect(verdict.summary).to.match(summary);
      expect(verdict.reasons[0]).to.match(reason);
    });
  }
});
