import type { Output } from "@pulumi/pulumi";
import { expect } from "chai";
import { z } from "zod";
import { defineSlice, type SliceContext } from "#blueprints/contract/slice";
import { defineSystem } from "#blueprints/contract/system";
import { isSecret, SECRET, type Values } from "#graph/model";
import { createProgram } from "#infra/program";
import { recordStack } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";

const settings = z.strictObject({});

const data = defineSlice({
  name: "data",
  owns: ["database"],
  settings,
  build: (): { host: string; port: number; password: string } => ({ host: "db", port: 5432, password: "x" }),
});

const shards = defineSlice({
  name: "shards",
  instances: ["00", "01"],
  settings,
  build: (_, { slice, instance }) => ({ slice, shard: instance ?? "" }),
});

const stranger = defineSlice({ name: "stranger", settings, build: () => ({ host: "elsewhere" }) });

/** Plans a slice that does what is given, in a system with `data` and two shards. */
function planReader(
  read: (context: SliceContext) => object,
  stackOutputs: Readonly<Record<string, Values>> = {},
) {
  const reader = defineSlice({ name: "reader", settings, build: (_, context) => ({ ...read(context) }) });
  return recordStack(
    createProgram({ systems: { shop: defineSystem({ name: "shop", slices: [data, shards, reader] }) } }),
    {
      project: "shop",
      stack: "shop-dev-reader",
      organization: "acme",
      config: {
        "pulumi:disable-default-providers": '["*"]',
        "strata:system": "shop",
        "strata:environment": "dev",
        "strata:slice": "reader",
      },
      stackOutputs,
    },
  );
}

describe("what a slice reads of another", () => {
  it("is typed, and comes from the other's stack by its full name", async () => {
    const { outputs, nodes } = await planReader(
      ({ of }) => {
        const { host, port } = of(data);
        const typed: readonly [Output<string>, Output<number>] = [host, port];
        return { typed };
      },
      { "acme/shop/shop-dev-data": { host: "db-1", port: 5432 } },
    );
    expect(outputs).to.deep.equal({ typed: ["db-1", 5432] });
    expect(nodes.filter(({ type }) => type.endsWith(":StackReference"))).to.have.length(1);
  });

  it("takes one reference, however often it is read", async () => {
    const { nodes } = await planReader(({ of }) => ({
      host: of(data).host,
      port: of(data).port,
      shard: of(shards, "01").shard,
    }));
    const references = nodes.filter(({ type }) => type.endsWith(":StackReference"));
    expect(references.map(({ name, inputs }) => `${name} ${inputs["name"]}`)).to.deep.equal([
      "data acme/shop/shop-dev-data",
      "shards-01 acme/shop/shop-dev-shards-01",
    ]);
  });

  it("keeps a secret secret, and what lies beside it readable", async () => {
    const { outputs } = await planReader(({ of }) => ({ host: of(data).host, password: of(data).password }), {
      "shop-dev-data": { host: "db-1", port: 1, password: SECRET },
    });
    expect(outputs["host"]).to.equal("db-1");
    expect(isSecret(outputs["password"])).to.equal(true);
  });

  it("fails in words where the other's stack does not give it", async () => {
    const reading = planReader(({ of }) => ({ host: of(data).host }), {
      "shop-dev-data": { port: 1, name: "x" },
    });
    expect(await failureOf(reading)).to.contain(
      "Required output 'host' does not exist on stack 'acme/shop/shop-dev-data'",
    );
  });

  it("is nothing of a slice that the system does not have, nor its own", async () => {
    expect(await failureOf(planReader(({ of }) => ({ host: of(stranger).host })))).to.contain(
      'slice "reader" reads "stranger", which is no slice of shop; known are data, shards-00, shards-01, reader',
    );
    const itself = defineSlice({
      name: "reader",
      settings,
      build: (_, { of }: SliceContext): { host: Output<string> } => ({ host: of(itself).host }),
    });
    const program = createProgram({ systems: { shop: defineSystem({ name: "shop", slices: [itself] }) } });
    const config = {
      "pulumi:disable-default-providers": '["*"]',
      "strata:system": "shop",
      "strata:environment": "dev",
      "strata:slice": "reader",
    };
    expect(
      await failureOf(recordStack(program, { project: "shop", stack: "shop-dev-reader", config })),
    ).to.contain('slice "reader" reads itself; use what it makes');
  });
});

describe("what a slice may make", () => {
  it("is nothing that another slice owns", async () => {
    expect(await failureOf(planReader(({ claim }) => ({ made: claim("database") })))).to.contain(
      'slice "reader" makes a database, which slice "data" owns; read it by of(data)',
    );
  });

  it("is what nobody else claims, once it says so", async () => {
    expect(await failureOf(planReader(({ claim }) => ({ made: claim("zone") })))).to.contain(
      'slice "reader" makes a zone, which no slice owns; add "zone" to owns of the one that makes it',
    );
  });
});
