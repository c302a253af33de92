import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ENVIRONMENTS } from "#blueprints/contract/environment";
import { findProject, stackNames } from "#cli/shared/project/project";
import { stackFileSchemas } from "#infra/config/schema";
import { loadSystem, SYSTEMS } from "#infra/systems";
import { REPOSITORY, stackFileText } from "../support/project.ts";

describe("JSON Schemas of the stack files", () => {
  for (const name of Object.keys(SYSTEMS)) {
    it(`${name}: the committed schema is what the settings say (npx strata schema refreshes it)`, async () => {
      const committed: unknown = JSON.parse(
        readFileSync(join(REPOSITORY, `docs/schema/${name}.json`), "utf8"),
      );
      const schemas = stackFileSchemas(await loadSystem(SYSTEMS, name), ENVIRONMENTS);
      expect(JSON.parse(JSON.stringify(schemas))).to.deep.equal({ [name]: committed });
    });
  }

  for (const stack of stackNames(findProject(REPOSITORY))) {
    it(`${stack}: its editor finds the schema of its system`, () => {
      const text = stackFileText(stack);
      const { config } = parse(text) as { config: Record<string, string> };
      expect(text.split("\n")[0]).to.equal(
        `# yaml-language-server: $schema=../docs/schema/${config["strata:system"]}.json`,
      );
    });
  }
});
