import { expect } from "chai";
import { textAt } from "../cluster/api/object.ts";
import { TestCluster } from "../cluster/test-cluster.ts";
import { InitializationFailed, ProviderError } from "../provider/failure.ts";
import { SIGNATURE, secret, UNKNOWN, type WireRecord } from "../provider/wire.ts";
import { KubernetesProvider } from "./provider.ts";

const IDENTIFIER = "spec:provider";

describe("the kubernetes provider", () => {
  let cluster: TestCluster;
  let provider: KubernetesProvider;

  before(async () => {
    cluster = await TestCluster.start({ identifier: IDENTIFIER });
    provider = new KubernetesProvider();
    await provider.configure({ args: { clusterIdentifier: IDENTIFIER, enablePatchForce: "true" } });
  });

  after(() => cluster?.stop());

  const subject = (type: string, name = "thing") => ({
    urn: `urn:pulumi:a::b::${type}::${name}`,
    type,
    name,
  });
  const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
  const configMap = (name: string, data: WireRecord): WireRecord => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "default" },
    data,
  });
  const create = (type: string, inputs: WireRecord, preview = false, timeoutSeconds = 5) =>
    provider.create({ ...subject(type), inputs, preview, timeoutSeconds });
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => expect.fail("it did not fail"),
      (error: unknown) => error,
    );
  const get = (name: string) =>
    cluster.api.get({ apiVersion: "v1", kind: "ConfigMap", namespace: "default", name });

  it("names what the program does not, with a suffix, and keeps the name", async () => {
    const news = { apiVersion: "v1", kind: "ConfigMap" };
    const request = { ...subject(CONFIG_MAP), news, randomSeed: new Uint8Array([1, 2, 3, 4, 5]) };
    const { inputs } = await provider.check({ ...request, olds: {} });
    expect(textAt(inputs, "metadata", "name")).to.equal("thing-01020304");
    const again = await provider.check({
      ...request,
      olds: inputs,
      randomSeed: new Uint8Array([9, 9, 9, 9]),
    });
    expect(again.inputs).to.deep.equal(inputs);
  });

  it("asks the API in a preview, and creates nothing", async () => {
    const { outputs } = await create(CONFIG_MAP, configMap("previewed", { a: "b" }), true);
    expect(textAt(outputs, "metadata", "uid")).not.to.equal("");
    expect(await get("previewed")).to.equal(undefined);
  });

  it("answers a preview with the inputs where it cannot ask: unknown values, namespaces and kinds to come", async () => {
    const [unknown, elsewhere, kind] = [
      configMap("a", { a: UNKNOWN }),
      { ...configMap("a", {}), metadata: { name: "a", namespace: "to-come" } },
      { apiVersion: "to.come/v1", kind: "Thing", metadata: { name: "a" } },
    ];
    expect((await create(CONFIG_MAP, unknown, true)).outputs).to.equal(unknown);
    expect((await create(CONFIG_MAP, elsewhere, true)).outputs).to.equal(elsewhere);
    expect((await create("kubernetes:to.come/v1:Thing", kind, true)).outputs).to.equal(kind);
  });

  it("fails on a custom resource whose definition is not there, and says what to look for", async () => {
    const issuer = {
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: "a" },
      spec: {},
    };
    const error = await failure(create("kubernetes:cert-manager.io/v1:ClusterIssuer", issuer));
    expect(error).to.be.instanceOf(ProviderError);
    expect(String(error)).to.contain("Verify that any required CRDs have been created");
  });

  it("makes custom resources once the release that brings their definitions is there", async () => {
    const release = { name: "cert-manager", namespace: "default", chart: "cert-manager", version: "v1.21.2" };
    const { id } = await create("kubernetes:helm.sh/v3:Release", release);
    expect(id).to.equal("default/cert-manager");
    const issuer = {
      apiVersion: "cert-manager.io/v1",
      kind: "ClusterIssuer",
      metadata: { name: "made", annotations: { "pulumi.com/waitFor": "condition=Ready" } },
      spec: { selfSigned: {} },
    };
    const type = "kubernetes:cert-manager.io/v1:ClusterIssuer";
    const { outputs } = await create(type, issuer);
    expect(textAt(outputs, "status", "conditions", 0, "status")).to.equal("True");
    const wrong = { ...issuer, metadata: { name: "wrong" }, spec: { selfSigned: {}, acmee: {} } };
    expect(String(await failure(create(type, wrong)))).to.contain('unknown field "spec.acmee"');
  });

  it("does not take an object for its own that is there already", async () => {
    await create(CONFIG_MAP, configMap("taken", {}));
    expect(String(await failure(create(CONFIG_MAP, configMap("taken", {}))))).to.contain("already exists");
  });

  it("replaces where it must, and deletes first where the name is given", async () => {
    const inputs = configMap("fixed", { a: "1" });
    const { outputs } = await create(CONFIG_MAP, inputs);
    const request = {
      ...subject(CONFIG_MAP),
      id: "default/fixed",
      olds: outputs,
      oldInputs: inputs,
      ignoreChanges: [],
    };
    const changed = await provider.diff({ ...request, news: configMap("fixed", { a: "2" }) });
    expect(changed).to.deep.include({ diffs: ["data"], replaces: ["data.a"], deleteBeforeReplace: true });
    expect((await provider.diff({ ...request, news: inputs })).diffs).to.deep.equal([]);
    const labelled = { ...inputs, metadata: { name: "fixed", namespace: "default", labels: { a: "b" } } };
    const more = await provider.diff({ ...request, news: labelled });
    expect(more).to.deep.include({ diffs: ["metadata"], replaces: [], deleteBeforeReplace: false });
  });

  it("keeps secrets secret in what the state holds", async () => {
    const inputs: WireRecord = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "key", namespace: "default" },
      stringData: { key: secret("hidden") },
    };
    const { outputs } = await create("kubernetes:core/v1:Secret", inputs);
    const plain = JSON.stringify(outputs, (_key, value) => (value?.[SIGNATURE] ? "marked" : value));
    expect(plain).not.to.contain("hidden").and.not.to.contain(Buffer.from("hidden").toString("base64"));
    const live = await cluster.api.get({
      apiVersion: "v1",
      kind: "Secret",
      namespace: "default",
      name: "key",
    });
    expect(textAt(live, "data", "key")).to.equal(Buffer.from("hidden").toString("base64"));
  });

  it("imports what others made, and reads nothing of what is gone", async () => {
    await cluster.api.create(configMap("made", { by: "hand" }), { fieldManager: "kubectl" });
    const request = { ...subject(CONFIG_MAP), id: "default/made", inputs: {}, outputs: {} };
    const found = (await provider.read(request)) ?? expect.fail("it was not found");
    expect(found.inputs).to.deep.include({ data: { by: "hand" }, kind: "ConfigMap" });
    expect(found.inputs["metadata"]).to.have.all.keys("name", "namespace", "annotations");
    expect(await provider.read({ ...request, id: "default/gone" })).to.equal(undefined);
  });

  it("owns only its fields of an object that it patches, and gives them back", async () => {
    await cluster.api.create(configMap("shared", { theirs: "1" }), { fieldManager: "kubectl" });
    const type = "kubernetes:core/v1:ConfigMapPatch";
    const inputs = configMap("shared", { ours: "2" });
    const { id, outputs } = await create(type, inputs);
    expect((await get("shared"))?.["data"]).to.deep.equal({ theirs: "1", ours: "2" });
    await provider.delete({ ...subject(type), id, olds: outputs, oldInputs: inputs, timeoutSeconds: 5 });
    expect((await get("shared"))?.["data"]).to.deep.equal({ theirs: "1" });
  });

  it("waits for pods unless it is told not to, and says why there are none", async () => {
    const type = "kubernetes:apps/v1:Deployment";
    const deployment = (name: string, cpu: string, annotations: WireRecord = {}): WireRecord => ({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace: "default", annotations },
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name, image: "a:1", resources: { requests: { cpu } } }] },
        },
      },
    });
    expect((await create(type, deployment("fits", "10m"))).id).to.equal("default/fits");
    const skipped = deployment("skipped", "100", { "pulumi.com/skipAwait": "true" });
    expect((await create(type, skipped)).id).to.equal("default/skipped");
    const error = await failure(create(type, deployment("large", "100"), false, 2));
    expect(error).to.be.instanceOf(InitializationFailed);
    const { reasons, id } = error as InitializationFailed;
    expect(id).to.equal("default/large");
    expect(reasons.join("\n")).to.match(/0\/3 nodes are available: 3 Insufficient cpu/);
  });

  it("deletes an object with what belongs to it, and waits until it is gone", async () => {
    const metadata = { name: "going" };
    const inputs = { apiVersion: "v1", kind: "Namespace", metadata };
    const type = "kubernetes:core/v1:Namespace";
    const { id, outputs } = await create(type, inputs);
    await create(CONFIG_MAP, {
      ...configMap("inside", {}),
      metadata: { name: "inside", namespace: "going" },
    });
    await provider.delete({ ...subject(type), id, olds: outputs, oldInputs: inputs, timeoutSeconds: 30 });
    expect(await cluster.api.get({ apiVersion: "v1", kind: "Namespace", name: "going" })).to.equal(undefined);
  });
});
