import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "#graph/record/record";
import { ROOT } from "#tools/docs/page";
import { changed } from "../policies/support/nodes.ts";
import { providerRefusals } from "../support/provider-refusals.ts";
import { stackGraph } from "../support/stacks.ts";
import { goldenStacks } from "./golden.ts";

describe("what the providers would refuse", () => {
  for (const stack of goldenStacks()) {
    it(`G1 is not in the plan of ${stack}`, async () => {
      expect(providerRefusals(await stackGraph(stack))).to.deep.equal([]);
    });
  }

  for (const file of globSync("docs/examples/*/*.ts", { cwd: ROOT }).sort()) {
    it(`G1 is not in the plan of ${file}`, async () => {
      const { program } = (await import(pathToFileURL(join(ROOT, file)).href)) as { program: () => Inputs };
      const graph = await record(program, { project: "example", stack: "dev", root: ROOT });
      expect(providerRefusals(graph)).to.deep.equal([]);
    });
  }

  it("G2 is found in a stack: what the Kubernetes API refuses", async () => {
    const graph = await stackGraph("howlerops-dev");
    const broken = (type: string, path: string, value: string) => {
      const index = graph.nodes.findIndex((node) => node.type === type);
      const node = graph.nodes[index];
      expect(node, type).not.to.equal(undefined);
      return node
        ? providerRefusals({ ...graph, nodes: graph.nodes.with(index, changed(node, path, value)) })
        : [];
    };
    expect(broken("kubernetes:core/v1:Service", "metadata.name", "1st")).to.have.length(1);
    expect(broken("kubernetes:apps/v1:Deployment", "spec.selector.matchLabels.app", "other")).to.have.length(
      1,
    );
  });

  it("G1 is found in a stack: a value, a missing property, an excluded one", async () => {
    const graph = await stackGraph("nextjs-prod");
    const broken = (type: string, path: string, value: string | undefined) => {
      const index = graph.nodes.findIndex((node) => node.type === type);
      const node = graph.nodes[index];
      expect(node, type).not.to.equal(undefined);
      return providerRefusals({
        ...graph,
        nodes: node ? graph.nodes.with(index, changed(node, path, value)) : graph.nodes,
      });
    };
    expect(broken("gcp:container/cluster:Cluster", "releaseChannel.channel", "SLOW").join()).to.include(
      'the provider refuses "SLOW"; allowed are "UNSPECIFIED", "RAPID", "REGULAR", "STABLE", "EXTENDED"',
    );
    expect(broken("cloudflare:index/ruleset:Ruleset", "phase", undefined).join()).to.include(
      "the provider requires this property",
    );
    expect(broken("cloudflare:index/ruleset:Ruleset", "accountId", "0".repeat(32)).join()).to.include(
      "2 of accountId, zoneId are given; allowed is exactly one",
    );
  });
});
