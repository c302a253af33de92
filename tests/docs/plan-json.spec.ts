import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { codeBlock } from "../support/documents/examples.ts";
import { REPOSITORY, strata } from "../support/project.ts";

const DOCUMENT = "docs/plan-json.md";

type Json = Readonly<Record<string, unknown>>;

/** What of a plan the document is about. */
interface Plan extends Json {
  readonly nodes: readonly Json[];
  readonly topology: { readonly endpoints: readonly Json[]; readonly links: readonly Json[] };
}

/** Fields that the tables of the document explain, table by table. */
function explained(): string[][] {
  const text = readFileSync(join(REPOSITORY, DOCUMENT), "utf8");
  return text
    .split("| Field | Type | Meaning |")
    .slice(1)
    .map((table) => {
      const rows = table.split("\n\n")[0]?.matchAll(/^\| (`[^|]+) \|/gm) ?? [];
      return [...rows].flatMap(([, names = ""]) =>
        [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
      );
    });
}

describe(DOCUMENT, () => {
  let plan: Plan;
  before(async () => {
    const { out } = await strata(["plan", "howlerops-prod", "--json"]);
    plan = JSON.parse(out);
  });

  it("explains every field", () => {
    const { nodes, topology } = plan;
    const keys = [plan, nodes[0], topology.endpoints[0], topology.links[0]].map((each) =>
      Object.keys(each ?? {}),
    );
    expect(explained().map((fields) => fields.sort())).to.deep.equal(keys.map((fields) => fields.sort()));
    expect(plan["version"]).to.equal(2);
  });

  it("shows an endpoint and a link that the plan has", () => {
    expect(plan.topology.endpoints).to.deep.include(JSON.parse(codeBlock(DOCUMENT, "endpoint").code));
    expect(plan.topology.links).to.deep.include(JSON.parse(codeBlock(DOCUMENT, "link").code));
  });

  it("is about a plan whose every link has an end among the endpoints", () => {
    const ids = plan.topology.endpoints.map(({ id }) => id);
    for (const { to, outside } of plan.topology.links) {
      expect(outside || ids.includes(to)).to.equal(true);
    }
    expect(plan.topology.links).not.to.deep.equal([]);
  });

  it("gives what nodes publish, where they come from and how the engine treats them", () => {
    const backend = plan.nodes.find(({ urn }) => String(urn).endsWith("strata:workload:WebService::backend"));
    expect(backend?.["published"]).to.include.keys("facts", "endpoints", "links");
    expect(backend?.["source"]).to.include({ file: "stacks/howlerops/services.ts" });
    const deployment = plan.nodes.find(({ urn }) => String(urn).endsWith("apps/v1:Deployment::backend"));
    expect(deployment?.["settings"]).to.deep.include({ ignoreChanges: ["spec.replicas"] });
    expect(deployment?.["published"]).to.equal(null);
  });
});
