import { expect } from "chai";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import { createExternalSecret } from "#components/secrets/operator/external-secret";
import { nodeNamed, recordWith } from "../../support/record.ts";
import { isTrue, type Reference, recordAt, referenceOf, textAt } from "../cluster/api/object.ts";
import { TestCluster } from "../cluster/test-cluster.ts";
import type { WireRecord } from "../provider/wire.ts";
import { KubernetesProvider } from "./provider.ts";

const IDENTIFIER = "spec:lifetimes";
const SECRET = "kubernetes:core/v1:Secret";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

describe("objects of a cluster, when what they belong to changes or goes", () => {
  let cluster: TestCluster;
  const provider = new KubernetesProvider();

  before(async () => {
    cluster = await TestCluster.start({ identifier: IDENTIFIER });
    const flags = { enableConfigMapMutable: "true", enableSecretMutable: "true", enablePatchForce: "true" };
    await provider.configure({ args: { clusterIdentifier: IDENTIFIER, ...flags } });
  });

  after(() => cluster?.stop());

  const subject = (type: string) => ({ urn: `urn:pulumi:a::b::${type}::it`, type, name: "it" });
  const create = (type: string, inputs: WireRecord) =>
    provider.create({ ...subject(type), inputs, preview: false, timeoutSeconds: 30 });

  /** Waits until the API answers so. */
  async function until(reached: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + 90_000; Date.now() < end; ) {
      if (await reached()) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect.fail(what);
  }

  for (const type of [SECRET, CONFIG_MAP]) {
    const kind = type.split(":").at(-1) ?? "";
    const object = (value: string, more: WireRecord = {}): WireRecord => ({
      apiVersion: "v1",
      kind,
      metadata: { name: "fixed", namespace: "default" },
      ...(kind === "Secret" ? { stringData: { key: value } } : { data: { key: value } }),
      ...more,
    });

    it(`K7 a ${kind} with a fixed name changes in place, and is never absent`, async () => {
      const inputs = object("1");
      const { id, outputs } = await create(type, inputs);
      const request = { ...subject(type), id, olds: outputs, oldInputs: inputs, ignoreChanges: [] };
      const news = object("2");
      expect((await provider.diff({ ...request, news })).replaces).to.deep.equal([]);
      const updated = await provider.update({ ...request, news, preview: false, timeoutSeconds: 5 });
      expect(textAt(updated.outputs, "metadata", "uid")).to.equal(textAt(outputs, "metadata", "uid"));
      const live = await cluster.api.get({ apiVersion: "v1", kind, namespace: "default", name: "fixed" });
      expect(textAt(live, "data", "key")).to.equal(kind === "Secret" ? "Mg==" : "2");
    });

    it(`K7 an immutable ${kind} is still replaced`, async () => {
      const named = { metadata: { name: "immutable", namespace: "default" }, immutable: true };
      const inputs = object("1", named);
      const { id, outputs } = await create(type, inputs);
      const request = { ...subject(type), id, olds: outputs, oldInputs: inputs, ignoreChanges: [] };
      const { replaces = [], deleteBeforeReplace } = await provider.diff({
        ...request,
        news: object("2", named),
      });
      expect(replaces.map((path) => path.split(/[.[]/)[0])).to.deep.equal(["data"]);
      expect(deleteBeforeReplace).to.equal(true);
    });
  }

  describe("an operator's release that is removed", () => {
    const external = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", namespace: "default" };
    const secretOf = (name: string): Reference => ({
      apiVersion: "v1",
      kind: "Secret",
      namespace: "default",
      name,
    });
    const exists = async (reference: Reference) => (await cluster.api.get(reference)) !== undefined;

    /** The inputs with which components create the operator's release and an ExternalSecret. */
    async function planned(): Promise<{ release: WireRecord; synced: WireRecord }> {
      const graph = await recordWith(({ kubernetes }) => {
        const opts = { provider: kubernetes };
        new ExternalSecrets("operator", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
        const args = { name: "app", namespace: "default", labels: {}, store: "store", files: { key: "id" } };
        createExternalSecret("app", args, opts);
        return {};
      });
      const inputsOf = (name: string) => nodeNamed(graph, name).inputs as WireRecord;
      return {
        release: { ...inputsOf("operator-release"), namespace: "default" },
        synced: inputsOf("app"),
      };
    }

    it("C2 leaves the Secrets that it made, and the definitions of its objects", async () => {
      const { release, synced } = await planned();
      const type = "kubernetes:helm.sh/v3:Release";
      const { id, outputs } = await create(type, release);
      const store = {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: "store" },
        spec: { provider: { gcpsm: { projectID: "p" } } },
      };
      // The API serves a kind a moment after it has accepted its definition.
      for (const { apiVersion, kind } of [store, external]) {
        const asked = { apiVersion, kind, name: "none", namespace: "default" };
        const isServed = () =>
          cluster.api.get(asked).then(
            () => true,
            () => false,
          );
        await until(isServed, `${kind} is not served`);
      }
      await cluster.api.create(store, { fieldManager: "spec" });
      const spec = recordAt(synced, "spec");
      const target = { ...recordAt(spec, "target"), name: "owned", creationPolicy: "Owner" };
      const owned = {
        ...synced,
        metadata: { name: "owned", namespace: "default" },
        spec: { ...spec, target },
      };
      for (const object of [synced, owned]) {
        await cluster.api.create(object, { fieldManager: "spec" });
      }
      for (const name of ["app", "owned"]) {
        const ready = async () => isTrue((await cluster.api.get({ ...external, name })) ?? {}, "Ready");
        await until(ready, `${name} is not ready`);
        expect(await exists(secretOf(name)), name).to.equal(true);
      }

      await provider.delete({
        ...subject(type),
        id,
        olds: outputs,
        oldInputs: release,
        timeoutSeconds: 30,
      });
      expect(await exists({ ...external, name: "app" }), "the ExternalSecret").to.equal(true);
      for (const name of ["app", "owned"]) {
        await cluster.api.delete(referenceOf({ ...external, metadata: { name, namespace: "default" } }));
      }
      // The collector has been at work when the Secret with an owner is gone.
      await until(async () => !(await exists(secretOf("owned"))), "the Secret with an owner is still there");
      expect(await exists(secretOf("app")), "the Secret without an owner").to.equal(true);
    });
  });
});
