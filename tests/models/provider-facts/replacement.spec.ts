import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { factsOf } from "#models/provider-facts/facts";
import { replacementOf, typesWithReplacement } from "#models/provider-facts/replacement";
import { REPOSITORY } from "../../support/project.ts";

const require = createRequire(import.meta.url);
const IMPORT = /^import \{([^}]*)\} from "(@pulumi\/(?:cloudflare|gcp|kubernetes|random)\/[^"]+\.js)";/gm;

/** Types of the resources whose classes the components import, by the file that imports them. */
function createdTypes(): Map<string, string> {
  const types = new Map<string, string>();
  for (const file of globSync("{components,blueprints,stacks}/**/*.ts", { cwd: REPOSITORY }).sort()) {
    for (const [, names = "", path = ""] of readFileSync(join(REPOSITORY, file), "utf8").matchAll(IMPORT)) {
      const loaded = require(path) as Record<string, { __pulumiType?: string }>;
      for (const name of names.split(",").map((each) => each.trim().split(" ")[0] ?? "")) {
        const type = loaded[name]?.__pulumiType;
        if (type?.includes(":") && !type.startsWith("pulumi:")) {
          types.set(type, file);
        }
      }
    }
  }
  return types;
}

describe("the order of replacement", () => {
  const created = createdTypes();

  it("C1 is stated for every type that a component creates (models/provider-facts/replacement.ts)", () => {
    expect(created.size).to.be.greaterThan(90);
    const missing = [...created].filter(([type]) => replacementOf(type) === undefined);
    expect(missing.map(([type, file]) => `${type}, created in ${file}`)).to.deep.equal([]);
  });

  it("is stated for no other type", () => {
    const others = typesWithReplacement().filter((type) => !created.has(type));
    expect(others).to.deep.equal([]);
  });

  it("is left to the provider only where the provider can tell", () => {
    const wrong = typesWithReplacement().filter((type) => {
      const { autoName = [], deleteBeforeReplace = false } = factsOf(type) ?? {};
      const canTell = autoName.length > 0 || deleteBeforeReplace;
      return replacementOf(type)?.order === "provider" && !canTell;
    });
    expect(wrong).to.deep.equal([]);
  });

  it("of Cloudflare's types is never left to the provider, which does not know of names", () => {
    const left = typesWithReplacement().filter(
      (type) => type.startsWith("cloudflare:") && replacementOf(type)?.order === "provider",
    );
    expect(left).to.deep.equal([]);
  });

  it("of custom resources is the provider's, and of unknown types unknown", () => {
    expect(replacementOf("kubernetes:cert-manager.io/v1:Certificate")?.order).to.equal("provider");
    expect(replacementOf("gcp:bigquery/dataset:Dataset")).to.equal(undefined);
  });
});
