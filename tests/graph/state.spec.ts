import { readFileSync } from "node:fs";
import { asset, runtime } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Graph } from "#graph/model";
import { indexGraph } from "#graph/query";
import { outputsOf } from "#graph/stacks";
import { graphFromState, SIGNATURES, StateError } from "#graph/state";
import { nodeNamed } from "../support/record.ts";
import { recordThings, Thing } from "../support/things.ts";

const TEXT = readFileSync(new URL("fixtures/shop-prod.state.json", import.meta.url), "utf8");

describe("the graph of an exported state", () => {
  let graph: Graph;
  const urnOf = (name: string) => nodeNamed(graph, name).urn;

  before(() => {
    graph = graphFromState(TEXT);
  });

  it("has the names and the resources of the stack, but for those on their way out", () => {
    expect(graph.stacks.map(({ project, stack }) => ({ project, stack }))).to.deep.equal([
      { project: "shop", stack: "prod" },
    ]);
    expect(graph.nodes.map(({ name, type }) => `${name} ${type}`)).to.deep.equal([
      "shop-prod pulumi:pulumi:Stack",
      "google pulumi:providers:gcp",
      "pages gcp:storage/bucket:Bucket",
      "index gcp:storage/bucketObject:BucketObject",
      "shared gcp:compute/network:Network",
      "cluster-objects pulumi:providers:kubernetes",
      "api strata:workload:WebService",
      "api-keys kubernetes:core/v1:Secret",
      "api kubernetes:apps/v1:Deployment",
    ]);
  });

  it("has parents, providers without their ids, and whether a provider manages a resource", () => {
    const deployment = nodeNamed(graph, "api", "kubernetes:apps/v1:Deployment");
    const component = nodeNamed(graph, "api", "strata:workload:WebService");
    expect(deployment).to.include({
      parent: component.urn,
      provider: urnOf("cluster-objects"),
      custom: true,
    });
    expect(component).to.include({ parent: urnOf("shop-prod"), provider: undefined, custom: false });
    expect(nodeNamed(graph, "shop-prod").parent).to.equal(undefined);
    expect(indexGraph(graph).componentPath(deployment)).to.equal("api");
  });

  it("has dependencies, sorted, and by input where there are any", () => {
    const deployment = nodeNamed(graph, "api", "kubernetes:apps/v1:Deployment");
    expect(deployment.dependencies).to.deep.equal([urnOf("pages"), urnOf("api-keys")]);
    expect(deployment.propertyDependencies).to.deep.equal({ spec: [urnOf("pages"), urnOf("api-keys")] });
    expect(nodeNamed(graph, "pages")).to.deep.include({ dependencies: [], propertyDependencies: {} });
  });

  it("has the options of a resource, and durations as a program writes them", () => {
    expect(nodeNamed(graph, "pages")).to.deep.include({
      protect: true,
      settings: {
        ignoreChanges: ["labels"],
        aliases: ["urn:pulumi:prod::shop::gcp:storage/bucket:Bucket::assets"],
        retainOnDelete: true,
        customTimeouts: { create: "10m", delete: "1h", update: "90s" },
        import: "shop-pages",
      },
      source: { file: "stacks/shop.ts", line: 12, column: 18 },
    });
    expect(nodeNamed(graph, "index").settings).to.deep.equal({ deletedWith: urnOf("pages") });
    expect(nodeNamed(graph, "shared").settings).to.deep.equal({});
    expect(nodeNamed(graph, "shared").protect).to.equal(false);
    expect(nodeNamed(graph, "api", "strata:workload:WebService").source).to.deep.equal({
      file: "stacks/shop.ts",
      line: 20,
      column: 1,
    });
  });

  it("has inputs as a program gives them, without the notes of providers", () => {
    expect(nodeNamed(graph, "pages").inputs).to.deep.equal({
      location: "US",
      name: "shop-pages",
      versioning: { enabled: true },
      website: null,
    });
    expect(nodeNamed(graph, "google").inputs).to.deep.equal({
      project: "shop",
      region: "us-central1",
      version: "9.37.0",
    });
  });

  it("has markers for secrets, encrypted or not, and for what is unknown", () => {
    const secret = { $secret: true };
    expect(nodeNamed(graph, "cluster-objects").inputs["kubeconfig"]).to.deep.equal(secret);
    expect(nodeNamed(graph, "api-keys").inputs).to.deep.include({
      stringData: { password: secret },
      unset: { $unknown: true },
    });
    expect(outputsOf(graph)).to.deep.equal({ address: "203.0.113.7", token: secret, replicas: 3 });
    expect(JSON.stringify(graph)).not.to.match(/planted-value|kZ0m1vXc/);
  });

  it("has what components publish, with resources as URNs, and reads", () => {
    expect(nodeNamed(graph, "api", "strata:workload:WebService").published).to.deep.equal({
      summary: { pods: "3" },
      endpoints: [{ name: "api", port: 80 }],
      deployment: nodeNamed(graph, "api", "kubernetes:apps/v1:Deployment").urn,
    });
    expect(nodeNamed(graph, "pages").published, "a provider's outputs are not published").to.equal(undefined);
    expect(nodeNamed(graph, "shared").read).to.deep.equal({ id: "projects/shop/global/networks/shared" });
    expect(nodeNamed(graph, "pages").read).to.equal(undefined);
  });

  it("has the digest of an asset that a plan has", async () => {
    const plan = await recordThings((provider) => {
      new Thing("index", { spec: new asset.StringAsset("<p>hello</p>") }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "index").inputs["source"]).to.deep.equal(nodeNamed(plan, "index").inputs["spec"]);
  });

  it("knows the marks that the installed SDK uses", () => {
    expect(SIGNATURES).to.deep.equal({
      key: runtime.specialSigKey,
      secret: runtime.specialSecretSig,
      resource: runtime.specialResourceSig,
      asset: runtime.specialAssetSig,
      archive: runtime.specialArchiveSig,
      unknown: runtime.unknownValue,
    });
  });

  it("is empty for a stack without resources", () => {
    const empty = { stacks: [], nodes: [] };
    expect(graphFromState('{"version":3,"deployment":{"manifest":{}}}')).to.deep.equal(empty);
    expect(graphFromState('{"version":4,"deployment":{"resources":null}}')).to.deep.equal(empty);
  });

  const wrong: Readonly<Record<string, RegExp>> = {
    "": /^stack export: not JSON: Unexpected end of JSON input$/,
    "{version: 3}": /^stack export: not JSON: Expected property name/,
    "[]": /^stack export: found a list, expected "version" and "deployment"$/,
    null: /^stack export: found nothing, expected/,
    '"text"': /^stack export: found a value of type string, expected/,
    "{}": /^stack export: found an object with nothing, expected/,
    '{"project":"shop","nodes":[]}': /^stack export: found an object with project, nodes, expected/,
    '{"version":2,"deployment":{}}': /^stack export: found version 2, expected 3 or 4$/,
    '{"deployment":{}}': /^stack export: found version undefined, expected 3 or 4$/,
    '{"version":3,"deployment":null}':
      /^stack export: found nothing as "deployment", expected one with a list of resources$/,
    '{"version":3,"deployment":{"resources":{}}}':
      /^stack export: found a value of type object as "resources", expected a list$/,
    '{"version":3,"deployment":{"resources":[{"urn":"a","type":"b"},{"urn":"c"}]}}':
      /^stack export: resource 2 of 2 has no "urn" or no "type"$/,
  };
  for (const [text, words] of Object.entries(wrong)) {
    it(`is refused for ${text || "no text at all"}`, () => {
      expect(() => graphFromState(text)).to.throw(StateError, words);
    });
  }
});
