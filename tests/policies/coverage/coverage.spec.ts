import { expect } from "chai";
import { type Node, SECRET, UNKNOWN, type Values } from "#graph/model";
import { check, fails } from "#policies/check";
import { notLookedInto } from "#policies/coverage/coverage";
import { RULES } from "#policies/rules";
import { graphOf, resource } from "../support/nodes.ts";

const unseen = (...nodes: readonly Node[]) =>
  notLookedInto(nodes, RULES).map(({ type, path, reason }) => `${type.split(":").at(-1)} ${path}: ${reason}`);

/** A component that a provider constructs. */
function component(type: string, inputs: Values, parts: Partial<Node> = {}): Node {
  return { ...resource(`kubernetes:${type}`, inputs), custom: false, ...parts };
}

describe("I3 what no rule looks into", () => {
  it("is nothing in resources that rules are about, in providers and in what is only read", () => {
    expect(
      unseen(
        resource("kubernetes:apps/v1:Deployment", {}),
        resource("kubernetes:apps/v1beta1:DeploymentList", { items: [{}] }),
        resource("pulumi:providers:aws", {}),
        resource("aws:s3/bucket:Bucket", {}, { read: { id: "b" } }),
        { ...resource("shop:index:Shop", {}), custom: false },
      ),
    ).to.deep.equal([]);
  });

  it("is a type of another provider, or of a product without rules", () => {
    expect(
      unseen(
        resource("aws:s3/bucket:Bucket", {}),
        resource("gcp:bigtable/table:Table", {}),
        resource("kubernetes:argoproj.io/v1alpha1:Rollout", {}),
        resource("kubernetes:core/v1:PersistentVolumeList", { items: [{}, UNKNOWN] }),
      ),
    ).to.deep.equal([
      "Bucket : no rule knows this type",
      "Table : no rule reads it: databases, caches and their users",
      "Rollout : no rule knows this type",
      "PersistentVolumeList items[1]: it is known only after apply",
      "PersistentVolumeList items[0]: no rule reads it: a volume, possibly of a node's own disk",
    ]);
  });

  it("is what a chart or a kustomization renders, but for charts that are recorded", () => {
    const release = (chart: Values[string]) => resource("kubernetes:helm.sh/v3:Release", { chart });
    expect(
      unseen(
        release("oci://quay.io/jetstack/charts/cert-manager"),
        release("redis"),
        release(UNKNOWN),
        component("helm.sh/v4:Chart", { chart: "cert-manager" }, { remote: true }),
        component("helm.sh/v4:Chart", { chart: "redis" }, { remote: true }),
        component("helm.sh/v3:Chart", {}),
        component("kustomize:Directory", {}),
        component("kustomize/v2:Directory", {}, { remote: true }),
      ),
    ).to.deep.equal([
      "Release : what the chart redis installs is not rendered",
      "Release : its chart is known only after apply",
      "Chart : a chart is not rendered in a plan",
      "Chart : a chart is not rendered in a plan",
      "Directory : a kustomization is not rendered in a plan",
      "Directory : a kustomization is not rendered in a plan",
    ]);
  });

  it("is each part of manifests that is not known or fetched, and what a provider constructs elsewhere", () => {
    const group = component("yaml/v2:ConfigGroup", {
      yaml: SECRET,
      files: ["here.yaml", "https://example.com/there.yaml", UNKNOWN],
      objs: [{ apiVersion: "v1", kind: "Pod" }, UNKNOWN],
    });
    const other = component("shop:index:Shop", {}, { remote: true });
    const shop = { ...other, type: "awsx:ec2:Vpc", urn: "urn:pulumi:test::strata::awsx:ec2:Vpc::vpc" };
    const child = { ...resource("kubernetes:core/v1:Service", {}), parent: shop.urn };
    expect(unseen(group, component("yaml/v2:ConfigFile", { file: "here.yaml" }))).to.deep.equal([
      "ConfigGroup yaml: it is secret, or known only after apply",
      "ConfigGroup files[1]: https://example.com/there.yaml is fetched during the update",
      "ConfigGroup files[2]: it is secret, or known only after apply",
      "ConfigGroup objs[1]: it is secret, or known only after apply",
    ]);
    expect(unseen(shop)).to.deep.equal(["Vpc : its provider constructs it outside of the plan"]);
    expect(unseen(shop, child)).to.deep.equal([]);
  });

  it("fails a strict check only", () => {
    const result = check(graphOf([resource("aws:s3/bucket:Bucket", {})]), RULES, { today: "2026-01-01" });
    expect([result.notLookedInto.length, fails(result), fails(result, true)]).to.deep.equal([1, false, true]);
    const clean = check(graphOf([]), RULES, { today: "2026-01-01" });
    expect(fails(clean, true)).to.equal(false);
  });

  it("is not what a catalog looks into of which a part is checked", () => {
    const graph = graphOf([resource("kubernetes:apps/v1:Deployment", {})]);
    const options = { today: "2026-01-01" };
    expect(check(graph, [], { ...options, catalog: RULES }).notLookedInto).to.deep.equal([]);
    expect(check(graph, [], options).notLookedInto).to.have.length(1);
  });
});
