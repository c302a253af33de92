import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { z } from "zod";
import type { SystemContext } from "#blueprints/contract/context";
import { ENVIRONMENTS, type Environments } from "#blueprints/contract/environment";
import { defineSystem } from "#blueprints/contract/system";
import { record } from "#graph/record/record";
import { createProgram } from "#infra/program";
import { recordStack } from "../support/record.ts";

/** A system that gives what it was handed. */
const echo = defineSystem({
  name: "echo",
  settings: z.strictObject({ domain: z.string() }),
  build: (
    { domain },
    { system, stack, environment: { name, backupRetentionDays } }: SystemContext,
  ): Inputs => ({
    domain,
    system,
    stack,
    environment: name,
    backupRetentionDays,
  }),
});

const environments: Environments = {
  ...ENVIRONMENTS,
  preview: { ...ENVIRONMENTS.dev, name: "preview", backupRetentionDays: 1 },
};

async function outputsOf(stack: string, config: Readonly<Record<string, string>>, known?: Environments) {
  const program = createProgram({ systems: { echo }, ...(known ? { environments: known } : {}) });
  const { outputs } = await recordStack(program, {
    project: "shop",
    stack,
    config: { "pulumi:disable-default-providers": '["*"]', "strata:domain": "shop.example", ...config },
  });
  return outputs;
}

describe("a program of systems", () => {
  it("builds the system that the stack file names, in an environment of the program's own", async () => {
    const config = { "strata:system": "echo", "strata:environment": "preview" };
    expect(await outputsOf("echo-preview", config, environments)).to.deep.equal({
      domain: "shop.example",
      system: "echo",
      stack: "echo-preview",
      environment: "preview",
      backupRetentionDays: 1,
    });
  });

  it("knows dev, staging and prod unless it says otherwise", async () => {
    const config = { "strata:system": "echo", "strata:environment": "preview" };
    expect(await refusal(outputsOf("echo-preview", config))).to.contain(
      'strata:environment  found "preview", expected one of dev, staging, prod',
    );
  });

  it("has systems of its own only", async () => {
    const config = { "strata:system": "howlerops", "strata:environment": "dev" };
    expect(await refusal(outputsOf("shop", config))).to.contain(
      'strata:system  found "howlerops", expected one of echo',
    );
  });

  it("refuses the file of another of its environments", async () => {
    const config = { "strata:system": "echo", "strata:environment": "dev" };
    expect(await refusal(outputsOf("echo-preview", config, environments))).to.contain(
      'strata:environment  found "dev", but the stack is named echo-preview',
    );
  });

  it("has no word of slices where its system has none", async () => {
    const config = { "strata:system": "echo", "strata:environment": "dev", "strata:slice": "edge" };
    expect(await refusal(outputsOf("echo-dev", config))).to.contain(
      'strata:slice  found "edge", but echo has no slices; remove it',
    );
  });

  it("refuses a key that is not the name of its value", async () => {
    const qa: Environments = { qa: ENVIRONMENTS.dev };
    expect(() => createProgram({ systems: { echo }, environments: qa })).to.throw(
      'environments: "qa" is named "dev"; an environment has one name',
    );
    const program = createProgram({ systems: { shop: async () => echo } });
    const config = {
      "pulumi:disable-default-providers": '["*"]',
      "strata:system": "shop",
      "strata:environment": "dev",
    };
    expect(await refusal(record(program, { project: "shop", stack: "shop-dev", config }))).to.contain(
      'systems: "shop" is named "echo"; a system has one name',
    );
  });
});

async function refusal(planned: Promise<unknown>): Promise<string> {
  try {
    await planned;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("nothing was refused");
}
