import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { stackFileSchema } from "#cli/schema/command";
import { findProject, stackNames } from "#cli/shared/project/project";
import { SYSTEM_NAMES } from "#infra/systems";
import { REPOSITORY, stackFileText } from "../support/project.ts";

describe("JSON Schemas of the stack files", () => {
  for (const name of SYSTEM_NAMES) {
    it(`${name}: the committed schema is what the settings say (npx strata schema refreshes it)`, async () => {
      const committed: unknown = JSON.parse(
        readFileSync(join(REPOSITORY, `docs/schema/${name}.json`), "utf8"),
      );
      expect(JSON.parse(JSON.stringify(await stackFileSchema(name)))).to.deep.equal(committed);
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
