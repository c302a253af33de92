import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chart } from "@pulumi/kubernetes/helm/v3/index.js";
import * as kustomize from "@pulumi/kubernetes/kustomize/index.js";
import { ConfigFile as ConfigFileV1, ConfigGroup as ConfigGroupV1 } from "@pulumi/kubernetes/yaml/index.js";
import { ConfigFile, ConfigGroup } from "@pulumi/kubernetes/yaml/v2/index.js";
import { output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";

const SERVICE =
  "apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { type: NodePort }\n";
const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: job\nspec:\n  hostNetwork: yes\n";
const SECRET_TEXT =
  "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: planted }\n";
const LIST = `apiVersion: v1\nkind: List\nitems:\n- ${SERVICE.trim().replaceAll("\n", "\n  ")}\n- ${POD.trim().replaceAll("\n", "\n  ")}\n`;

describe("I3 manifests in a recorded program", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "manifests-"));
    writeFileSync(join(folder, "service.yaml"), SERVICE);
    writeFileSync(join(folder, "pod.yaml"), POD);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("become resources of their own, named as the provider names them", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new ConfigGroup(
        "group",
        {
          yaml: `${SERVICE}---\n${SECRET_TEXT}---\n`,
          files: [join(folder, "p*.yaml")],
          objs: [{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } }],
        },
        { provider: kubernetes },
      );
      new ConfigFile(
        "file",
        { file: join(folder, "service.yaml"), resourcePrefix: "own" },
        { provider: kubernetes },
      );
      return {};
    });
    expect(childrenOf(graph, "group")).to.have.members([
      "kubernetes:core/v1:Pod group-job",
      "kubernetes:core/v1:Service group-shop/api",
      "kubernetes:core/v1:Secret group-db",
      "kubernetes:apps/v1:Deployment group-web",
    ]);
    expect(childrenOf(graph, "file")).to.deep.equal(["kubernetes:core/v1:Service own-shop/api"]);
    const service = nodeNamed(graph, "group-shop/api");
    expect(service.provider).to.equal(nodeNamed(graph, "kubernetes").urn);
    expect(service.inputs["spec"]).to.deep.equal({ type: "NodePort" });
    expect(nodeNamed(graph, "group-job").inputs["spec"]).to.deep.equal({ hostNetwork: true });
    expect(nodeNamed(graph, "group-db").inputs["stringData"]).to.deep.equal({ $secret: true });
  });

  it("are read out of lists, and beside what is not known", async () => {
    const graph = await recordWith(({ kubernetes, random }) => {
      const unknown = output(random.urn).apply(() => random.id);
      new ConfigGroup("texts", { yaml: LIST }, { provider: kubernetes });
      new ConfigGroup(
        "parts",
        {
          yaml: unknown,
          objs: [
            unknown,
            {
              apiVersion: "v1",
              kind: "ConfigMap",
              metadata: { name: "map" },
              data: { a: unknown, b: secret("b") },
            },
          ],
        },
        { provider: kubernetes },
      );
      return {};
    });
    expect(childrenOf(graph, "texts")).to.deep.equal([
      "kubernetes:core/v1:Service texts-shop/api",
      "kubernetes:core/v1:Pod texts-job",
    ]);
    expect(childrenOf(graph, "parts")).to.deep.equal(["kubernetes:core/v1:ConfigMap parts-map"]);
    expect(nodeNamed(graph, "parts-map").inputs["data"]).to.deep.equal({
      a: { $unknown: true },
      b: { $secret: true },
    });
  });

  it("of the first classes are decoded, and what a chart or kustomization renders stays open", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new ConfigFileV1("old-file", { file: join(folder, "pod.yaml") }, { provider: kubernetes });
      new ConfigGroupV1("old-group", { yaml: [SERVICE, SECRET_TEXT] }, { provider: kubernetes });
      new Chart(
        "chart",
        { chart: "x", fetchOpts: { repo: "https://example.com" } },
        { provider: kubernetes },
      );
      new kustomize.Directory("directory", { directory: folder }, { provider: kubernetes });
      return {};
    });
    expect(childrenOf(graph, "old-file")).to.deep.equal(["kubernetes:core/v1:Pod job"]);
    expect(childrenOf(graph, "old-group")).to.have.members([
      "kubernetes:core/v1:Service shop/api",
      "kubernetes:core/v1:Secret db",
    ]);
    expect(nodeNamed(graph, "db").inputs["stringData"]).to.deep.equal({ $secret: true });
    expect([...childrenOf(graph, "chart"), ...childrenOf(graph, "directory")]).to.deep.equal([]);
  });

  for (const [what, args, message] of [
    ["a missing file", { files: ["no/such.yaml"] }, /group.*the manifests in no\/such\.yaml cannot be read/],
    ["a text that is no YAML", { yaml: "a: [" }, /group.*invalid YAML in line 1/],
    [
      "a text of another kind",
      { yaml: "- a\n" },
      /a document of the manifests is a list; expected an object/,
    ],
    ["an object without a kind", { yaml: "metadata: {}" }, /has no apiVersion or kind; it has metadata/],
    [
      "an object without a name",
      { objs: [{ apiVersion: "v1", kind: "Pod" }] },
      /a Pod, has no metadata\.name/,
    ],
  ] as const) {
    it(`refuses ${what} in words`, async () => {
      let error: unknown;
      await recordWith(({ kubernetes }) => {
        new ConfigGroup("group", args as object, { provider: kubernetes });
        return {};
      }).catch((cause: unknown) => {
        error = cause;
      });
      expect(String(error)).to.match(message);
    });
  }
});
