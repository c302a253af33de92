import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { PlanJson } from "#cli/plan/json";
import { namesOf, type ProgramProject, programProject, strataAlone } from "./support.ts";

const HEAD = `
import * as k8s from "@pulumi/kubernetes";
const provider = new k8s.Provider("cluster", {});
`;

const MANIFEST = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: apps }
data: { MODE: "yes" }
---
# A document without content.
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec: { ports: [{ port: 080 }] }
`;

const PROVIDER = "pulumi:providers:kubernetes cluster";

describe("Kubernetes objects from texts", () => {
  let project: ProgramProject;

  afterEach(() => project.remove());

  const make = (program: string, files: Readonly<Record<string, string>> = {}) => {
    project = programProject({ "index.ts": HEAD + program, "manifests/app.yaml": MANIFEST, ...files });
    return project;
  };

  it("I24 plans the objects of yaml.ConfigFile and yaml.ConfigGroup: files, patterns, texts and objects", async () => {
    make(`
new k8s.yaml.ConfigFile("file", { file: "manifests/app.yaml" }, { provider });
const group = new k8s.yaml.ConfigGroup("group", {
  files: "manifests/*.yaml",
  yaml: ["apiVersion: shop.io/v1\\nkind: Shelf\\nmetadata: { name: a }", ""],
  objs: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } }],
  resourcePrefix: "two",
  transformations: [(object) => { if (object.metadata) object.metadata.labels = { by: "group" }; }],
}, { provider });
export const mode = group.getResource("v1/ConfigMap", "two-apps/settings").apply(({ data }) => data["MODE"]);
`);
    const { nodes, outputs } = await project.plan();
    expect(namesOf(nodes)).to.have.members([
      PROVIDER,
      "kubernetes:yaml:ConfigFile file",
      "kubernetes:core/v1:ConfigMap apps/settings",
      "kubernetes:core/v1:Service web",
      "kubernetes:yaml:ConfigGroup group",
      "kubernetes:yaml:ConfigFile two-./manifests/app.yaml",
      "kubernetes:core/v1:ConfigMap two-apps/settings",
      "kubernetes:core/v1:Service two-web",
      "kubernetes:shop.io/v1:Shelf two-a",
      "kubernetes:core/v1:Namespace two-apps",
    ]);
    const inputs = nodes.find(({ name }) => name === "two-apps/settings")?.inputs;
    expect(inputs).to.deep.include({ data: { MODE: "yes" } });
    expect(inputs?.["metadata"]).to.deep.equal({
      name: "settings",
      namespace: "apps",
      labels: { by: "group" },
    });
    expect(outputs).to.deep.equal({ mode: "yes" });
  });

  it("I24 decodes YAML as Kubernetes does", async () => {
    make(`new k8s.yaml.ConfigGroup("group", { yaml: \`
apiVersion: shop.io/v1
kind: Shelf
metadata: { name: a }
spec: { on: yes, mode: 0755, time: 1:30, day: 2024-01-01, text: "no", size: 1_000, nothing: ~ }
base: &base { a: 1 }
copy: { <<: *base, b: 2 }
\` }, { provider });`);
    const { nodes } = await project.plan();
    expect(nodes.at(-1)?.inputs).to.deep.include({
      spec: { true: true, mode: 493, time: "1:30", day: "2024-01-01", text: "no", size: 1000, nothing: null },
      copy: { a: 1, b: 2 },
    });
  });

  it("I24 are manifests and are judged, as those of classes", async () => {
    make('new k8s.yaml.ConfigGroup("group", { files: ["manifests/*.yaml"] }, { provider });');
    const { out } = await project.run("manifests");
    expect(parseAllDocuments(out).map((document) => document.toJS().kind)).to.have.members([
      "ConfigMap",
      "Service",
    ]);
  });

  it("I24 plans charts, kustomizations and downloads without what they render to, and uses no network", async () => {
    make(`
const chart = new k8s.helm.v3.Chart("chart", { chart: "nginx", fetchOpts: { repo: "https://charts.invalid" } }, { provider });
new k8s.helm.v4.Chart("chart4", { chart: "nginx" }, { provider });
new k8s.kustomize.Directory("kustomization", { directory: "./overlay" }, { provider });
new k8s.kustomize.v2.Directory("kustomization2", { directory: "./overlay" }, { provider });
new k8s.yaml.ConfigFile("download", { file: "https://manifests.invalid/a.yaml" }, { provider });
export const address = chart.getResourceProperty("v1/Service", "nginx", "status");
`);
    const { nodes, outputs } = await project.plan();
    expect(namesOf(nodes)).to.deep.equal([
      PROVIDER,
      "kubernetes:helm.sh/v3:Chart chart",
      "kubernetes:helm.sh/v4:Chart chart4",
      "kubernetes:kustomize:Directory kustomization",
      "kubernetes:kustomize/v2:Directory kustomization2",
      "kubernetes:yaml:ConfigFile download",
    ]);
    expect(outputs).to.deep.equal({ address: { $unknown: true } });
  });

  it("I24 plans what a chart renders to where that is given", async () => {
    make('new k8s.helm.v3.Chart("chart", { chart: "nginx" }, { provider });', {
      "given.yaml":
        "invokes:\n  kubernetes:helm:template:\n    result:\n      - { apiVersion: v1, kind: Service, metadata: { name: nginx } }\n",
    });
    const { nodes } = await project.plan("--given", "given.yaml");
    expect(namesOf(nodes).at(-1)).to.equal("kubernetes:core/v1:Service nginx");
  });

  it("I24 names the class where it fails", async () => {
    const cases: readonly (readonly [program: string, error: RegExp])[] = [
      [
        'new k8s.yaml.ConfigFile("file", { file: "none.yaml" });',
        /^ConfigFile: ENOENT.*none\.yaml'\n {2}at index\.ts:4\n$/,
      ],
      [
        'new k8s.yaml.ConfigGroup("group", { yaml: "a: [" });',
        /^group \(kubernetes:yaml:ConfigGroup\): invalid YAML in line 1: .*\n {2}at index\.ts:4\n$/,
      ],
    ];
    for (const [program, error] of cases) {
      expect(await make(program).failure()).to.match(error);
      project.remove();
    }
  });
});

describe("dynamic resources", () => {
  it("I21 are planned: their provider is the program's, what only it knows is unknown", async () => {
    const project = programProject({
      "index.ts": `
import * as pulumi from "@pulumi/pulumi";
const provider: pulumi.dynamic.ResourceProvider = {
  create: async ({ size }) => ({ id: "1", outs: { size, token: "made" } }),
};
class Shelf extends pulumi.dynamic.Resource {
  declare readonly size: pulumi.Output<number>;
  declare readonly token: pulumi.Output<string>;
  constructor(name: string, size: number, token?: string) {
    super(provider, name, { size, token }, undefined, "shop", "Shelf");
  }
}
const { size, token, id } = new Shelf("shelf", 3);
export { size, token, id };
`,
    });
    const plan = await strataAlone(["plan", "--json"], project.root);
    const { nodes, stacks } = JSON.parse(plan.out) as PlanJson<unknown>;
    const outputs = stacks[0]?.outputs;
    expect(namesOf(nodes)).to.deep.equal(["pulumi-nodejs:dynamic/shop:Shelf shelf"]);
    expect(nodes[1]?.inputs).to.include({ size: 3 });
    expect(outputs).to.deep.equal({ size: 3, token: { $unknown: true }, id: { $unknown: true } });
    const { out } = await strataAlone(["check", "--json"], project.root);
    expect(JSON.parse(out).findings).to.deep.equal([]);
    project.remove();
  });
});
