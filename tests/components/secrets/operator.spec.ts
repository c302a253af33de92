import { expect } from "chai";
import { unknownChartValues } from "#components/core/kubernetes/chart";
import { ExternalSecrets, type ExternalSecretsArgs } from "#components/secrets/external-secrets";
import { EXTERNAL_SECRETS_CHART } from "#components/secrets/operator/chart";
import { SecretStore, type SecretStoreArgs } from "#components/secrets/secret-store";
import { program as operatorExample } from "#docs/examples/secrets/external-secrets";
import { program as storeExample } from "#docs/examples/secrets/secret-store";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { specOf, under, valuesOf } from "../ingress/fixtures.ts";

const STORE: SecretStoreArgs = {
  project: "howlerops-prod",
  cluster: { name: "howlerops-prod", location: "us-central1" },
  namespaces: ["howlerops", "cert-manager"],
};

function operator(changes: Partial<ExternalSecretsArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    const args = { controlPlaneRanges: ["172.16.0.0/28"], ...changes };
    new ExternalSecrets("external-secrets", args, { provider: kubernetes });
    return {};
  });
}

function store(changes: Partial<SecretStoreArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new SecretStore("secret-store", { ...STORE, ...changes }, { provider: kubernetes });
    return {};
  });
}

describe("ExternalSecrets", () => {
  it("has exactly these children", async () => {
    const graph = await record(operatorExample, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "external-secrets")).to.deep.equal([
      "strata:cluster:Namespace external-secrets-namespace",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy external-secrets-deny-all",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy external-secrets-to-dns",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy external-secrets-to-kubernetes-api",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy external-secrets-to-google-apis",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy external-secrets-from-control-plane",
      "kubernetes:helm.sh/v3:Release external-secrets-release",
    ]);
  });

  it("copies inwards only, from a pinned chart, with values that the chart knows", async () => {
    const graph = await operator({ priorityClassName: "critical" });
    const { inputs } = nodeNamed(graph, "external-secrets-release");
    expect(inputs).to.include({ chart: "external-secrets", version: "2.9.0" });
    const values = valuesOf(graph, "external-secrets-release");
    expect(values).to.include({
      installCRDs: true,
      leaderElect: true,
      replicaCount: 2,
      processPushSecret: false,
      processClusterPushSecret: false,
      processClusterExternalSecret: false,
    });
    for (const [name, part] of Object.entries({ "": values, "-webhook": under(values, "webhook") })) {
      expect(part).to.deep.include({ podDisruptionBudget: { enabled: true, minAvailable: 1 } });
      const labels = under(part, "topologySpreadConstraints", 0, "labelSelector", "matchLabels");
      expect(labels).to.include({ "app.kubernetes.io/name": `external-secrets${name}` });
    }
    expect(unknownChartValues(EXTERNAL_SECRETS_CHART.values, values)).to.deep.equal([]);
  });

  it("refuses what cannot work", async () => {
    expect(await failureOf(operator({ replicas: 9 }))).to.include(
      'ExternalSecrets "external-secrets": replicas is 9; allowed are whole numbers from 1 to 5',
    );
    expect(await failureOf(operator({ controlPlaneRanges: [] }))).to.include("controlPlaneRanges is []");
  });
});

describe("SecretStore", () => {
  it("has exactly these children, made after the operator", async () => {
    const graph = await record(storeExample, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "secret-store")).to.deep.equal([
      "kubernetes:core/v1:ServiceAccount secret-store-reader-shop",
      "kubernetes:core/v1:ServiceAccount secret-store-reader-cert-manager",
      "kubernetes:external-secrets.io/v1:ClusterSecretStore secret-store-store",
    ]);
    expect(nodeNamed(graph, "secret-store-store").dependencies).to.include(
      nodeNamed(graph, "external-secrets-release").urn,
    );
    expect(outputsOf(graph)).to.deep.equal({ store: "secret-manager" });
  });

  it("S105: reads Secret Manager without a key, as the service account of the namespace that asks", async () => {
    const graph = await store();
    expect(nodeNamed(graph, "secret-store-store").inputs).to.include({
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
    });
    const spec = specOf(graph, "secret-store-store");
    expect(under(spec, "conditions")).to.deep.equal([{ namespaces: ["howlerops", "cert-manager"] }]);
    expect(under(spec, "provider", "gcpsm")).to.deep.equal({
      projectID: "howlerops-prod",
      auth: {
        workloadIdentity: {
          clusterProjectID: "howlerops-prod",
          clusterName: "howlerops-prod",
          clusterLocation: "us-central1",
          serviceAccountRef: { name: "secret-reader" },
        },
      },
    });
    for (const namespace of STORE.namespaces) {
      const { inputs } = nodeNamed(graph, `secret-store-reader-${namespace}`);
      expect(under(inputs, "metadata")).to.include({ name: "secret-reader", namespace });
      expect(inputs["automountServiceAccountToken"]).to.equal(false);
    }
  });

  it("leaves the accounts of other namespaces as they are when one is added", async () => {
    const before = (await store()).nodes.map((node) => node.urn);
    const after = (await store({ namespaces: ["howlerops", "monitoring", "cert-manager"] })).nodes;
    expect(after.map((node) => node.urn)).to.include.members(before);
    expect(after).to.have.length(before.length + 1);
  });

  it("keeps the name of a cluster that is being made as unknown", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const other = new SecretStore("other", { ...STORE, storeName: "other" }, { provider: kubernetes });
      const cluster = { name: other.resources.store.id, location: "us-central1" };
      new SecretStore("secret-store", { ...STORE, cluster }, { provider: kubernetes });
      return {};
    });
    const identity = ["provider", "gcpsm", "auth", "workloadIdentity"];
    expect(under(specOf(graph, "secret-store-store"), ...identity, "clusterName")).to.deep.equal({
      $unknown: true,
    });
  });

  it("refuses what cannot work", async () => {
    expect(await failureOf(store({ namespaces: [] }))).to.include(
      'SecretStore "secret-store": namespaces is []; allowed are at least one namespace',
    );
    expect(await failureOf(store({ namespaces: ["a", "a"] }))).to.include("allowed are each namespace once");
    expect(await failureOf(store({ project: "P" }))).to.include('project is "P"; allowed are project ids');
  });
});
