import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const SDK = join(REPOSITORY, "node_modules/@pulumi/kubernetes");

/** A pod on the host's network in every form that the SDK has, and what no rule can look into. */
const HIDDEN = `
import kubernetes from "${SDK}/provider.js";
import core from "${SDK}/core/v1/index.js";
import apps from "${SDK}/apps/v1/index.js";
import extensions from "${SDK}/extensions/v1beta1/index.js";
import yaml from "${SDK}/yaml/index.js";
import yaml2 from "${SDK}/yaml/v2/index.js";
import helm from "${SDK}/helm/v4/index.js";
import kustomize from "${SDK}/kustomize/index.js";
import { CustomResource } from "${join(REPOSITORY, "node_modules/@pulumi/pulumi/index.js")}";
export default function () {
  const provider = new kubernetes.Provider("cluster", { context: "test" });
  const opts = { provider };
  const template = { metadata: { labels: { app: "a" } }, spec: { hostNetwork: true, containers: [{ name: "c", image: "c:1" }] } };
  const spec = { selector: { matchLabels: { app: "a" } }, template };
  const metadata = { namespace: "shop" };
  new core.ReplicationController("controller", { metadata: { ...metadata, name: "controller" }, spec: { selector: { app: "a" }, template } }, opts);
  new core.PodTemplate("template", { metadata: { ...metadata, name: "template" }, template }, opts);
  new apps.DeploymentList("list", { items: [{ metadata: { ...metadata, name: "in-list" }, spec }] }, opts);
  new apps.DeploymentPatch("patch", { metadata: { ...metadata, name: "patched" }, spec: { template: { spec: { hostNetwork: true } } } }, opts);
  new extensions.Deployment("old", { metadata: { ...metadata, name: "old" }, spec }, opts);
  const text = (name) => JSON.stringify({ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { ...metadata, name }, spec });
  new yaml2.ConfigGroup("group", { yaml: text("in-group"), files: ["https://example.com/more.yaml"] }, opts);
  new yaml.ConfigGroup("first-group", { yaml: text("in-first-group") }, opts);
  new helm.Chart("chart", { chart: "redis" }, opts);
  new kustomize.Directory("directory", { directory: "overlay" }, opts);
  new CustomResource("kubernetes:argoproj.io/v1alpha1:Rollout", "rollout", { spec }, opts);
}
`;

const FILES = {
  "Pulumi.yaml": "name: hidden\nruntime: nodejs\nmain: index.mjs\n",
  "Pulumi.dev.yaml": "config: {}\n",
};

describe("I3 strata check passes nothing unseen", () => {
  let project: TemporaryProject | undefined;
  afterEach(() => project?.remove());

  it("finds a pod on the host's network in every form, and names what it cannot look into", async () => {
    project = temporaryProject({ ...FILES, "index.mjs": HIDDEN });
    const { code, out, error } = await project.run("check", "dev", "--json");
    expect([error, code]).to.deep.equal(["", 1]);
    const { findings, notLookedInto } = JSON.parse(out) as {
      findings: { rule: string; urn: string; path: string }[];
      notLookedInto: { urn: string; path: string; reason: string }[];
    };
    const nameOf = ({ urn, path }: { urn: string; path: string }) => `${urn.split("::").at(-1)} ${path}`;
    expect(findings.filter(({ rule }) => rule === "kubernetes-host-access").map(nameOf)).to.have.members([
      "controller spec.template.spec.hostNetwork",
      "template template.spec.hostNetwork",
      "list items[0].spec.template.spec.hostNetwork",
      "patch spec.template.spec.hostNetwork",
      "old spec.template.spec.hostNetwork",
      "group-shop/in-group spec.template.spec.hostNetwork",
      "shop/in-first-group spec.template.spec.hostNetwork",
    ]);
    expect(notLookedInto.map(nameOf)).to.have.members(["group files[0]", "chart ", "directory ", "rollout "]);
  });

  it("counts it in the text, and fails for it alone when strict", async () => {
    const program = `
import { CustomResource } from "${join(REPOSITORY, "node_modules/@pulumi/pulumi/index.js")}";
import kubernetes from "${SDK}/provider.js";
export default function () {
  const provider = new kubernetes.Provider("cluster", { context: "test" });
  for (const name of ["a", "b", "c", "d"]) {
    new CustomResource("kubernetes:argoproj.io/v1alpha1:Rollout", name, { metadata: { name } }, { provider });
  }
}
`;
    project = temporaryProject({ ...FILES, "index.mjs": program });
    const { code, out } = await project.run("check", "dev");
    expect(out).to.match(
      /^– not looked into {2}kubernetes:argoproj\.io\/v1alpha1:Rollout {2}no rule knows this type\n {9}a · index\.mjs:7\n/m,
    );
    expect(out).to.contain("         and 1 more (--all)");
    expect(out).to.match(/ · 4 not looked into · \d+ rules, 6 resources\n$/);
    expect(code).to.equal(0);
    expect((await project.run("check", "dev", "--strict")).code).to.equal(1);
    expect((await project.run("check", "dev", "--all")).out).to.contain("         d · index.mjs:7");
  });
});
