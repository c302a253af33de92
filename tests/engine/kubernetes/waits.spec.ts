import { expect } from "chai";
import { type KubernetesObject, textAt } from "../cluster/api/object.ts";
import { definitionsOfChart, install } from "../cluster/definitions.ts";
import { TestCluster } from "../cluster/test-cluster.ts";
import { InitializationFailed } from "../provider/failure.ts";
import { reveal, type WireRecord } from "../provider/wire.ts";
import { KubernetesProvider } from "./provider.ts";

const IDENTIFIER = "spec:waits";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

describe("what the kubernetes provider waits for", () => {
  let cluster: TestCluster;
  let provider: KubernetesProvider;

  before(async () => {
    cluster = await TestCluster.start({ identifier: IDENTIFIER });
    provider = new KubernetesProvider();
    await provider.configure({ args: { clusterIdentifier: IDENTIFIER, enablePatchForce: "true" } });
    await install(cluster.api, definitionsOfChart("external-secrets"));
  });

  after(() => cluster?.stop());

  const subject = (type: string) => ({ urn: `urn:pulumi:a::b::${type}::it`, type, name: "it" });
  const create = (type: string, inputs: WireRecord, timeoutSeconds = 3) =>
    provider.create({ ...subject(type), inputs, preview: false, timeoutSeconds });
  const failureOf = (work: Promise<unknown>): Promise<InitializationFailed> =>
    work.then(
      () => expect.fail("it did not fail"),
      (error: unknown) => (error instanceof InitializationFailed ? error : expect.fail(String(error))),
    );
  const deployment = (name: string, tag: string, namespace = "default"): WireRecord => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: `registry.example/${name}:${tag}` }] },
      },
    },
  });

  it("K5 a Service without pods is ready once it has settled, one with an unready pod is not", async () => {
    const service = (name: string): WireRecord => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: "default" },
      spec: { selector: { app: name }, ports: [{ port: 80 }] },
    });
    const type = "kubernetes:core/v1:Service";
    expect((await create(type, service("nobody"), 30)).id).to.equal("default/nobody");
    await failureOf(create(DEPLOYMENT, deployment("sick", "unready")));
    const { reasons } = await failureOf(create(type, service("sick")));
    expect(reasons.join()).to.contain("Service does not target any Pods");
  });

  const external: WireRecord = {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
      name: "late",
      namespace: "default",
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    },
    spec: {
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      data: [{ secretKey: "password", remoteRef: { key: "database" } }],
    },
  };

  it("K2, K3 a condition times out without its reason, and a read forgets it", async () => {
    const type = "kubernetes:external-secrets.io/v1:ExternalSecret";
    const { message, reasons, id, outputs, inputs } = await failureOf(create(type, external));
    expect(message).to.match(
      /failed to fully initialize or become live: timed out waiting for the condition$/,
    );
    expect(reasons).to.deep.equal([message]);
    const read = await provider.read({ ...subject(type), id, inputs, outputs });
    expect(read?.id).to.equal("default/late");
  });

  it("K3 of a probe it says that a container is not ready, of a quota nothing", async () => {
    const probe = await failureOf(create(DEPLOYMENT, deployment("probed", "unready")));
    expect(probe.reasons.join("\n"))
      .to.contain("containers with unready status: [probed]")
      .and.not.to.match(/probe failed|503/);
    const tight = { apiVersion: "v1", kind: "Namespace", metadata: { name: "tight" } };
    await cluster.api.create(tight, { fieldManager: "test" });
    const quota: KubernetesObject = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "none", namespace: "tight" },
      spec: { hard: { pods: "0" } },
    };
    await cluster.api.create(quota, { fieldManager: "test" });
    const refused = await failureOf(create(DEPLOYMENT, deployment("refused", "v1", "tight")));
    expect(refused.reasons.join("\n")).to.not.match(/quota/);
  });

  it("K4 a read of pods that are not ready fails, and leaves the object in the state", async () => {
    const { id, inputs, outputs } = await failureOf(create(DEPLOYMENT, deployment("read", "unready")));
    const read = await failureOf(provider.read({ ...subject(DEPLOYMENT), id, inputs, outputs }));
    expect(read.reasons[0]).to.equal("Resource 'read' was created but failed to initialize");
    expect(textAt(read.outputs, "metadata", "name")).to.equal("read");
  });

  it("K1 the second of two updates in a namespace ends at once, with a generation from before", async () => {
    const updates = [];
    for (const name of ["first", "second"]) {
      const inputs = deployment(name, "v1");
      updates.push({ name, inputs, ...(await create(DEPLOYMENT, inputs, 30)) });
    }
    // Each run of the engine starts a provider of its own.
    await provider.configure({ args: { clusterIdentifier: IDENTIFIER, enablePatchForce: "true" } });
    const [first, second] = updates.map(({ name, id, outputs, inputs }) =>
      provider.update({
        ...subject(DEPLOYMENT),
        id,
        olds: outputs,
        oldInputs: inputs,
        news: deployment(name, "missing"),
        ignoreChanges: [],
        preview: false,
        timeoutSeconds: 3,
      }),
    );
    const ends = await Promise.allSettled([first, second]);
    expect(ends.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    const early = ends.find(({ status }) => status === "fulfilled");
    const { metadata, status } = (early?.status === "fulfilled" ? early.value?.outputs : undefined) ?? {};
    expect(reveal(metadata ?? null)).to.deep.include({ generation: 2 });
    expect(reveal(status ?? null)).to.deep.include({ observedGeneration: 1 });
  });

  it("K8 a checked Secret has data for its texts, and empty members and flags that are off are gone", async () => {
    const check = (type: string, news: WireRecord) =>
      provider.check({ ...subject(type), news, olds: {}, randomSeed: new Uint8Array([1, 2, 3, 4]) });
    const metadata = { name: "it", namespace: "default", labels: {} };
    const secret = { apiVersion: "v1", kind: "Secret", metadata, stringData: { key: "text" } };
    const { inputs } = await check("kubernetes:core/v1:Secret", secret);
    const data = { key: "dGV4dA==" };
    expect(reveal(inputs)).to.deep.equal({ apiVersion: "v1", kind: "Secret", metadata, data });
    expect(inputs["data"]).not.to.deep.equal(data);
    const { spec, ...rest } = deployment("it", "v1") as { spec: WireRecord } & WireRecord;
    const flagged = await check(DEPLOYMENT, {
      ...rest,
      metadata,
      spec: { ...spec, paused: false, strategy: {} },
    });
    expect(flagged.inputs["metadata"]).to.deep.equal({ name: "it", namespace: "default" });
    expect(flagged.inputs["spec"]).to.deep.equal({ ...spec, strategy: {} });
  });
});
