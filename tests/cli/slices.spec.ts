import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { PlanJson } from "#cli/plan/json";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../support/project.ts";

const SDK = join(REPOSITORY, "node_modules/@pulumi");

/**
 * A program of three slices: the foundation, a region that reads its network, and an edge that reads the region's
 * address and the foundation's domain. Each names what it reads in another way.
 */
const PROGRAM = `
import pulumi from "${SDK}/pulumi/index.js";
import kubernetes from "${SDK}/kubernetes/provider.js";
import configMap from "${SDK}/kubernetes/core/v1/configMap.js";

const SLICES = {
  foundation: () => ({ network: "nodes", domain: "shop.example", region: "us-central1" }),
  "region-asia": (map) => {
    const foundation = new pulumi.StackReference("foundation", { name: "organization/shop/shop-prod-foundation" });
    const { metadata } = map({ network: foundation.requireOutput("network") });
    return { address: metadata.uid, name: metadata.name };
  },
  edge: (map) => {
    const region = new pulumi.StackReference("shop-prod-region-asia");
    const foundation = new pulumi.StackReference("organization/shop-prod-foundation");
    map({ address: region.requireOutput("address"), origin: region.requireOutput("name"), domain: foundation.getOutput("domain") });
    return { host: "shop.example" };
  },
};

export default function () {
  const slice = new pulumi.Config("strata").require("slice");
  const provider = new kubernetes.Provider("cluster", { context: slice });
  return SLICES[slice]((data) =>
    new configMap.ConfigMap("facts", { metadata: { name: "facts", namespace: "shop" }, data }, { provider }));
}
`;

const EDGE = "stacks/Pulumi.shop-prod-edge.yaml";

function sliceFile(slice: string, domain = "shop.example", environment = "prod"): string {
  return `config:\n  strata:system: shop\n  strata:environment: ${environment}\n  strata:slice: ${slice}\n  strata:domain: ${domain}\n`;
}

const FILES: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.mjs\nstackConfigDir: stacks\n",
  "index.mjs": PROGRAM,
  [EDGE]: sliceFile("edge"),
  "stacks/Pulumi.shop-prod-foundation.yaml": sliceFile("foundation"),
  "stacks/Pulumi.shop-prod-region-asia.yaml": sliceFile("region-asia"),
};

describe("a system whose slices are stacks of their own", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  function sliced(changes: Readonly<Record<string, string | undefined>> = {}): TemporaryProject {
    const files = Object.entries({ ...FILES, ...changes }).flatMap(([path, content]) =>
      content === undefined ? [] : [[path, content] as const],
    );
    project = temporaryProject(Object.fromEntries(files));
    return project;
  }

  async function planOf(stack: string, changes?: Readonly<Record<string, string | undefined>>) {
    const { code, out, error } = await sliced(changes).run("plan", stack, "--json");
    expect(error).to.equal("");
    expect(code).to.equal(0);
    return JSON.parse(out) as PlanJson<unknown>;
  }

  const dataOf = ({ nodes }: PlanJson<unknown>, stack: string) =>
    nodes.find(({ name, urn }) => name === "facts" && urn.startsWith(`urn:pulumi:${stack}:`))?.inputs["data"];

  const EXPECTED = { address: { $unknown: true }, origin: "facts", domain: "shop.example" };

  it("is planned as one graph, in the order in which the slices are deployed", async () => {
    const plan = await planOf("shop-prod");
    expect(plan).to.deep.include({ stack: "shop-prod", system: "shop", environment: "prod", outputs: {} });
    expect(plan.stacks).to.deep.equal([
      {
        project: "shop",
        stack: "shop-prod-foundation",
        outputs: { network: "nodes", domain: "shop.example", region: "us-central1" },
      },
      {
        project: "shop",
        stack: "shop-prod-region-asia",
        outputs: { address: { $unknown: true }, name: "facts" },
      },
      { project: "shop", stack: "shop-prod-edge", outputs: { host: "shop.example" } },
    ]);
    expect(dataOf(plan, "shop-prod-region-asia")).to.deep.equal({ network: "nodes" });
    expect(dataOf(plan, "shop-prod-edge")).to.deep.equal(EXPECTED);
  });

  it("is what is planned when no stack is named and there is nothing else", async () => {
    const { out } = await sliced().run("plan", "--json");
    expect(JSON.parse(out)).to.include({ stack: "shop-prod" });
  });

  it("may be planned by a slice, which knows what the others give", async () => {
    const plan = await planOf("shop-prod-edge");
    expect(plan.stacks.map(({ stack }) => stack)).to.deep.equal(["shop-prod-edge"]);
    expect(plan.stack).to.equal("shop-prod-edge");
    expect(dataOf(plan, "shop-prod-edge")).to.deep.equal(EXPECTED);
  });

  it("does not know what a slice gives that has no file, or is of another environment", async () => {
    const name = "stacks/Pulumi.shop-prod-region-asia.yaml";
    const unknown = { ...EXPECTED, origin: { $unknown: true } };
    const missing = await planOf("shop-prod", { [name]: undefined });
    expect(dataOf(missing, "shop-prod-edge")).to.deep.equal(unknown);
    project?.remove();
    const foreign = await planOf("shop-prod-edge", {
      [name]: sliceFile("region-asia", "dev.example", "dev"),
    });
    expect(dataOf(foreign, "shop-prod-edge")).to.deep.equal(unknown);
  });

  it("is not mixed with another system whose name and environment make the same text", async () => {
    const other = "stacks/Pulumi.shop-prod-extra.yaml";
    const text = "config:\n  strata:system: shop-prod\n  strata:environment: eu\n  strata:slice: edge\n";
    const same = sliceFile("foundation", "other.example", "prod-eu");
    const files = { [other]: text, "stacks/Pulumi.shop-prod-eu-foundation.yaml": same };
    const { code, error } = await sliced(files).run("plan", "shop-prod-eu");
    expect(code).to.equal(2);
    expect(error).to.equal(
      '"shop-prod-eu" may be shop in prod-eu and shop-prod in eu; specify one of the stacks shop-prod-eu-foundation, shop-prod-extra\n',
    );
    expect((await sliced(files).run("plan", "shop-prod")).code).to.equal(0);
  });

  it("is shown with its slices, what each has, and whose a part is", async () => {
    const { out } = await sliced().run("plan", "shop-prod");
    expect(out).to.match(/^strata {2}shop-prod {3}prod · us-central1 · shop\.example$/m);
    expect(out).to.match(/^ {2}3 stacks {8}foundation 0 · region-asia 1 · edge 1$/m);
    expect(out).to.match(/^ {2}2 resources {5}kubernetes 2$/m);
    expect(out).to.match(/^ {2}stack {2}shop-prod-region-asia +1$/m);
    expect(out).to.match(/^ {2}outputs {9}foundation {2}network {2}nodes$/m);
    expect(out).to.match(/^ {18}region-asia {2}name {2}facts$/m);
    const { out: one } = await (project as TemporaryProject).run("plan", "shop-prod-region-asia");
    expect(one).not.to.contain(" stacks ");
    expect(one).to.match(/^ {2}stack +1$/m);
  });

  it("is checked as a whole, with the exceptions of each slice", async () => {
    const exception = (stack: string) =>
      `- rule: kubernetes-secret-in-config-map\n  stack: ${stack}\n  resource: facts\n  reason: test\n  owner: me\n  expires: 2027-01-01\n`;
    const program = PROGRAM.replace(
      'network: foundation.requireOutput("network")',
      'password: "p4ssw0rd"',
    ).replace("address: region.requireOutput", 'token: "t0ken", address: region.requireOutput');
    const { code, out } = await sliced({
      "index.mjs": program,
      "policies/exceptions.yaml": exception("shop-prod-region-*"),
    }).run("check", "shop-prod", "--json");
    const { findings, waived } = JSON.parse(out) as Record<
      "findings" | "waived",
      { rule: string; urn: string }[]
    >;
    const urnsOf = (list: { rule: string; urn: string }[]) =>
      list
        .filter(({ rule }) => rule === "kubernetes-secret-in-config-map")
        .map(({ urn }) => urn.split(":")[2]);
    expect([urnsOf(findings), urnsOf(waived)]).to.deep.equal([["shop-prod-edge"], ["shop-prod-region-asia"]]);
    expect(code).to.equal(1);
    const text = await (project as TemporaryProject).run("check", "shop-prod");
    expect(text.out).to.match(/^ +facts · shop-prod-edge · index\.mjs:\d+/m);
  });

  it("reports an exception that no slice needs at the first slice that it is for", async () => {
    const exceptions = `- rule: kubernetes-image-tag\n  stack: shop-prod-e*\n  resource: "**"\n  reason: test\n  owner: me\n  expires: 2027-01-01\n`;
    const { out } = await sliced({ "policies/exceptions.yaml": exceptions }).run(
      "check",
      "shop-prod",
      "--json",
    );
    const { findings } = JSON.parse(out) as { findings: { rule: string; urn: string }[] };
    expect(findings.filter(({ rule }) => rule === "exception-unused").map(({ urn }) => urn)).to.deep.equal([
      "urn:pulumi:shop-prod-edge::shop::pulumi:pulumi:Stack::shop-shop-prod-edge",
    ]);
  });

  it("has the objects of each slice under its name", async () => {
    const { out } = await sliced().run("manifests", "shop-prod");
    expect(out.match(/^# stack .*/gm)).to.deep.equal([
      "# stack shop-prod-region-asia",
      "# stack shop-prod-edge",
    ]);
    const { root, run } = project as TemporaryProject;
    const path = "objects/cluster/namespaces/shop/configmap-facts.yaml";
    await run("manifests", "shop-prod", "--out", "out");
    for (const stack of ["shop-prod-region-asia", "shop-prod-edge"]) {
      const text = readFileSync(join(root, `out/${stack}/${path}`), "utf8");
      expect(text).not.to.contain("# stack");
    }
    const one = await run("manifests", "shop-prod-edge", "--out", "one");
    expect(one.code).to.equal(0);
    expect(existsSync(join(root, `one/${path}`))).to.equal(true);
  });

  it("cannot be deployed where its slices read each other", async () => {
    const changes = {
      "index.mjs": PROGRAM.replace(
        'foundation: () => ({ network: "nodes"',
        'foundation: () => ({ edge: new pulumi.StackReference("shop-prod-edge").getOutput("host"), network: "nodes"',
      ),
    };
    for (const stack of ["shop-prod", "shop-prod-region-asia"]) {
      const { code, out, error } = await sliced(changes).run("plan", stack);
      project?.remove();
      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
      expect(error).to.match(
        /^stacks form a dependency cycle: shop-prod-\S+ reads shop-prod-.*; none of them can be deployed first\n$/,
      );
    }
  });

  it("fails with the slice that fails, in terms of its own file", async () => {
    const { code, out, error } = await sliced({
      [EDGE]: FILES[EDGE]?.replace("slice: edge", "slice: egde") ?? "",
    }).run("plan", "shop-prod");
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.match(/SLICES\[slice\] is not a function/);
    project?.remove();
    const broken = PROGRAM.replace('network: "nodes"', "network: missing.network");
    const nested = await sliced({ "index.mjs": broken }).run("plan", "shop-prod-edge");
    expect(nested.error).to.equal("missing is not defined\n  at index.mjs:7\n");
  });

  it("names an output that another slice does not give", async () => {
    const program = PROGRAM.replace('requireOutput("name")', 'requireOutput("nmae")');
    const { code, error } = await sliced({ "index.mjs": program }).run("plan", "shop-prod");
    expect(code).to.equal(2);
    expect(error).to.contain("Required output 'nmae' does not exist on stack 'shop-prod-region-asia'.");
  });

  it("is one owner of its zone and its project; another environment, and a second whole, are others", async () => {
    const whole = sliceFile("edge").replace(/ {2}strata:slice.*\n/, "");
    const others: Readonly<Record<string, string>> = {
      "shop-dev-edge": sliceFile("edge", "shop.example", "dev"),
      "shop-prod": whole,
      "shop-prod-copy": sliceFile("edge"),
    };
    for (const [stack, content] of Object.entries(others)) {
      const path = `stacks/Pulumi.${stack}.yaml`;
      const { code, error } = await sliced({ [path]: content }).run("plan", "shop-prod-edge");
      expect(code, stack).to.equal(2);
      expect(error).to.equal(
        `${EDGE}:5  strata:domain  found "shop.example", which ${path}:${content.split("\n").length - 1} also names; a Cloudflare zone belongs to one stack\n`,
      );
      project?.remove();
    }
  });

  it("is found by its nearest name, and imported slice by slice", async () => {
    const { run } = sliced();
    expect((await run("plan", "shop-prd")).error).to.equal(
      'no stack is named "shop-prd"; did you mean shop-prod?\n',
    );
    expect((await run("import-plan", "shop-prod")).error).to.equal(
      "shop-prod consists of slices; name one of shop-prod-edge, shop-prod-foundation, shop-prod-region-asia\n",
    );
    expect((await run("import-plan", "shop-prod-edge")).code).to.equal(0);
  });
});
