import { expect } from "chai";
import type { PlanJson } from "#cli/plan/json";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../support/project.ts";

/** A program of a sliced system: regions that publish where they answer, and an edge in front of them. */
const PROGRAM = `
import { z } from "${REPOSITORY}/node_modules/zod/index.js";
import { RandomId } from "${REPOSITORY}/node_modules/@pulumi/random/randomId.js";
import { defineSlice } from "${REPOSITORY}/blueprints/contract/slice.ts";
import { defineSystem } from "${REPOSITORY}/blueprints/contract/system.ts";
import { createProgram } from "${REPOSITORY}/infra/program.ts";

const region = defineSlice({
  name: "region",
  instances: ["asia", "usa"],
  settings: z.strictObject({ port: z.coerce.number() }),
  build: ({ port }, { instance, providers }) => {
    const { hex } = new RandomId("address", { byteLength: 4 }, { provider: providers.random });
    return { endpoint: { host: instance + ".shop.example", port, address: hex } };
  },
});

const edge = defineSlice({
  name: "edge",
  settings: z.strictObject({}),
  build: (_, { of, providers }) => {
    const origins = ["asia", "usa"].map((instance) => of(region, instance).endpoint);
    new RandomId(
      "origins",
      { byteLength: 4, keepers: { hosts: origins[0].host, port: origins[1].port, address: origins[1].address } },
      { provider: providers.random },
    );
    return { hosts: origins.map(({ host }) => host) };
  },
});

export default createProgram({ systems: { shop: defineSystem({ name: "shop", slices: [region, edge] }) } });
`;

function stackFile(slice: string, more = ""): string {
  const keys = ["system: shop", "environment: dev", `slice: ${slice}`].map((key) => `  strata:${key}\n`);
  return `config:\n  pulumi:disable-default-providers: ["*"]\n${keys.join("")}${more}`;
}

const FILES = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.mjs\n",
  "index.mjs": PROGRAM,
  "Pulumi.shop-dev-edge.yaml": stackFile("edge"),
  "Pulumi.shop-dev-region-asia.yaml": stackFile("region-asia", "  strata:port: 8443\n"),
  "Pulumi.shop-dev-region-usa.yaml": stackFile("region-usa", "  strata:port: 9443\n"),
};

describe("a program of a sliced system", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  it("is planned with what its slices give each other, as far as that is known", async () => {
    project = temporaryProject(FILES);
    const { code, out, error } = await project.run("plan", "shop-dev", "--json");
    expect({ code, error }).to.deep.equal({ code: 0, error: "" });
    const { stacks, nodes } = JSON.parse(out) as PlanJson<unknown>;
    const endpoint = (host: string, port: number) => ({ host, port, address: { $unknown: true } });
    const [asia, usa] = [endpoint("asia.shop.example", 8443), endpoint("usa.shop.example", 9443)];
    expect(stacks.map(({ stack, outputs }) => [stack, outputs])).to.deep.equal([
      ["shop-dev-region-asia", { endpoint: asia }],
      ["shop-dev-region-usa", { endpoint: usa }],
      ["shop-dev-edge", { hosts: [asia.host, usa.host] }],
    ]);
    const keepers = { hosts: asia.host, port: 9443, address: { $unknown: true } };
    expect(nodes.find(({ name }) => name === "origins")?.inputs).to.deep.include({ keepers });
  });

  it("fails where a slice reads what another does not give", async () => {
    project = temporaryProject({
      ...FILES,
      "index.mjs": PROGRAM.replace("return { endpoint:", "return { end:"),
    });
    const { code, out, error } = await project.run("check", "shop-dev-edge");
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.contain(
      "Required output 'endpoint' does not exist on stack 'organization/shop/shop-dev-region-asia'.",
    );
  });
});
