import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { FACTS_DATE, FACTS_SOURCES, factsOf, typesWithFacts } from "#models/provider-facts/facts";
import type { Properties } from "../../engine/simulators/sdk/declarations.ts";
import { type PackageShapes, shapesOf } from "../../engine/simulators/sdk/shapes.ts";
import { goldenStacks } from "../../stacks/golden.ts";
import { REPOSITORY } from "../../support/project.ts";
import { stackGraph } from "../../support/stacks.ts";

const PACKAGES = ["cloudflare", "gcp", "random"] as const;
const require = createRequire(import.meta.url);

describe("the facts about resources", () => {
  it("say on which day and from which sources they were made", () => {
    expect(FACTS_DATE).to.match(/^\d{4}-\d{2}-\d{2}$/);
    expect(FACTS_SOURCES).to.have.all.keys(...PACKAGES, "kubernetes");
  });

  for (const name of [...PACKAGES, "kubernetes"]) {
    it(`were matched with the installed @pulumi/${name}`, () => {
      const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
      expect(FACTS_SOURCES[name]?.npm).to.equal(version);
    });
  }

  for (const name of PACKAGES) {
    it(`of ${name} require, replace and fill in only what the SDK declares`, () => {
      const shapes = shapesOf(name);
      const types = typesWithFacts().filter((type) => type.startsWith(`${name}:`));
      const wrong = types.flatMap((type) => undeclared(type, shapes));
      expect(types.length).to.be.greaterThan(9);
      expect(wrong).to.deep.equal([]);
    });
  }

  it("hold what is known of single types", () => {
    expect(factsOf("gcp:container/cluster:Cluster")?.replace).to.include("network");
    expect(factsOf("cloudflare:index/ruleset:Ruleset")?.required).to.include("phase");
    expect(factsOf("cloudflare:index/zoneSetting:ZoneSetting")?.delete).to.equal("no-op");
  });

  it("of any Kubernetes kind are those of every kind, unless it has rules of its own", () => {
    const any = factsOf("kubernetes:cert-manager.io/v1:Certificate");
    expect(any?.replace).to.include("metadata.name");
    expect(factsOf("kubernetes:apps/v1:Deployment")?.replace).to.include.members([
      "metadata.name",
      "spec.selector",
    ]);
  });

  it("are not known of components, providers and what the table leaves out", () => {
    const strangers = [
      "strata:edge:Zone",
      "pulumi:providers:gcp",
      "kubernetes:helm.sh/v4:Chart",
      "gcp:a/b:C",
    ];
    expect(strangers.filter((type) => factsOf(type))).to.deep.equal([]);
  });

  for (const stack of goldenStacks()) {
    it(`cover every resource of ${stack}`, async () => {
      expect(uncovered(await stackGraph(stack))).to.deep.equal([]);
    });
  }

  for (const file of globSync("docs/examples/*/*.ts", { cwd: REPOSITORY }).sort()) {
    it(`cover every resource of ${file}`, async () => {
      const { program } = (await import(pathToFileURL(join(REPOSITORY, file)).href)) as {
        program: () => Inputs;
      };
      expect(
        uncovered(await record(program, { project: "example", stack: "dev", root: REPOSITORY })),
      ).to.deep.equal([]);
    });
  }
});

/** Types of a graph that the table has nothing of; providers are the engine's own. */
function uncovered({ nodes }: Graph): string[] {
  const types = nodes.filter(({ custom }) => custom).map(({ type }) => type);
  return [...new Set(types)].filter((type) => !type.startsWith("pulumi:") && !factsOf(type));
}

/** Paths of a type's facts that its declarations do not have. */
function undeclared(type: string, { resources, records }: PackageShapes): string[] {
  const [facts, shape] = [factsOf(type), resources[type]];
  if (!facts || !shape) {
    return [`${type} is not declared`];
  }
  const lacks = (paths: readonly string[], declared: Properties) =>
    paths
      .filter((path) => !isDeclared(path.split(/\.|(?=\[\])|(?=\{\})/), declared, records))
      .map((path) => `${type} ${path}`);
  return [
    ...lacks([...facts.required, ...facts.replace, ...(facts.autoName ?? [])], shape.inputs),
    ...lacks(
      facts.computed.filter((path) => !path.includes(".")),
      shape.outputs,
    ),
  ];
}

/** Whether a path leads through declared properties; what is declared as anything may hold anything. */
function isDeclared(
  steps: readonly string[],
  declared: Properties,
  records: PackageShapes["records"],
): boolean {
  const [name = "", ...rest] = steps;
  const property = declared[name];
  if (!property) {
    return false;
  }
  const members = rest.filter((step) => step !== "[]" && step !== "{}");
  const record = records[property.shape.replaceAll(/\[\]|\{\}/g, "")];
  return members.length === 0 || (record ? isDeclared(members, record, records) : property.shape === "any");
}
