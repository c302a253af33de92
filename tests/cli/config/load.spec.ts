import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { loadConfig } from "#cli/config/load";
import { UsageError } from "#cli/shared/errors";
import { withSourceImports } from "../../support/documents/examples.ts";
import { REPOSITORY } from "../../support/project.ts";

const FILE = "strata.config.ts";

describe("a project's configuration", () => {
  let root: string;

  beforeEach(() => {
    // Below the repository, so that the sources find their packages.
    mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
    root = mkdtempSync(join(REPOSITORY, ".cache/config-"));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, content: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), withSourceImports(content));
  }

  async function mistakes(): Promise<string[]> {
    const error: unknown = await loadConfig(root).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(UsageError);
    return error instanceof UsageError ? error.message.split("\n") : [];
  }

  it("is empty where there is none", async () => {
    expect(await loadConfig(root)).to.deep.equal({});
    write("package.json", "{}");
    expect(await loadConfig(root)).to.deep.equal({});
  });

  it("is what strata.config.ts exports", async () => {
    write(FILE, 'export default { defaultStack: "shop-dev", subjects: ["cost"], exceptions: [] };');
    expect(await loadConfig(root)).to.deep.equal({
      defaultStack: "shop-dev",
      subjects: ["cost"],
      exceptions: [],
    });
  });

  it("with systems is the project's program, and still the configuration", async () => {
    write(
      FILE,
      `import { defineConfig } from "@strata-iac/strata/config";
       export default defineConfig({
         systems: { shop: async () => { throw new Error("not loaded to be read"); } },
         defaultStack: "shop-dev",
       });`,
    );
    const { systems, environments, defaultStack } = await loadConfig(root);
    expect(defaultStack).to.equal("shop-dev");
    expect(Object.keys(systems ?? {})).to.deep.equal(["shop"]);
    expect(Object.keys(environments ?? {})).to.deep.equal(["dev", "staging", "prod"]);
  });

  it("is strata in package.json where values are plain", async () => {
    write("package.json", '{ "strata": { "defaultStack": "shop-dev", "exceptions": "accepted.yaml" } }');
    expect(await loadConfig(root)).to.deep.equal({ defaultStack: "shop-dev", exceptions: "accepted.yaml" });
  });

  it("names every mistake with file and key", async () => {
    write(
      FILE,
      `export default {
         systems: { shop: 1 },
         environments: { preview: "dev" },
         subjects: ["kubernets"],
         rules: [{ id: "half" }],
         exceptions: 7,
         defaultStak: "shop-dev",
       };`,
    );
    expect(await mistakes()).to.deep.equal([
      `${FILE}  systems.shop  expected a system, as defineSystem makes it, or a function that loads one`,
      `${FILE}  environments.preview  expected an environment, such as { ...ENVIRONMENTS.dev, name: … }`,
      `${FILE}  subjects[0]  found "kubernets", expected one of capacity, claims, cloudflare, cost, credentials, gcp, kubernetes, observability, provider, references, resilience, topology`,
      `${FILE}  rules[0]  expected a rule, as resourceRule or stackRule makes it`,
      `${FILE}  exceptions  expected a path, a URL or a list of exceptions`,
      `${FILE}  defaultStak  unknown setting; did you mean defaultStack?`,
    ]);
  });

  it("names mistakes in package.json", async () => {
    write("package.json", '{ "strata": { "defaultStack": 5, "rules": [] } }');
    expect(await mistakes()).to.deep.equal([
      "package.json  strata.defaultStack  found 5, expected a string (name of a stack, such as shop-dev)",
      "package.json  strata.rules  unknown setting; known settings are exceptions, defaultStack, planTimeoutSeconds",
    ]);
  });

  it("refuses two rules with one id", async () => {
    write(
      FILE,
      `import { RULES } from "@strata-iac/strata/policies/rules";
       export default { rules: RULES.slice(0, 1) };`,
    );
    expect((await mistakes()).join()).to.match(/^strata\.config\.ts {2}rules hold ".+" twice; each id is/);
  });

  it("is stated in one place", async () => {
    write("package.json", '{ "strata": {} }');
    write(FILE, "export default {};");
    expect(await mistakes()).to.deep.equal([
      `package.json  strata  found beside ${FILE}; a project has one configuration`,
    ]);
  });

  it("says what keeps it from being loaded", async () => {
    write(FILE, 'throw new Error("no token");');
    expect(await mistakes()).to.deep.equal([`${FILE}  cannot be loaded: no token`]);
  });

  it("says where a file that it imports cannot be parsed", async () => {
    write("shop.ts", "export const shop = 1;\nconst region == 1;\n");
    write(FILE, 'import "./shop.ts";\nexport default {};\n');
    const [first, second] = await mistakes();
    expect(first).to.match(/^strata\.config\.ts {2}cannot be loaded: /);
    expect(second).to.equal("  at shop.ts:2");
  });

  it("needs a default export", async () => {
    write(FILE, "export const config = {};");
    expect(await mistakes()).to.deep.equal([
      `${FILE}  has no default export; expected export default defineConfig({ … })`,
    ]);
  });
});
