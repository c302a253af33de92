import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { extract, schemaText } from "#tools/schemas/extract";
import { SOURCES } from "#tools/schemas/sources";
import { REPOSITORY } from "../../support/project.ts";

describe("schemas of Kubernetes objects", () => {
  for (const source of SOURCES) {
    it(`are what the module holds (node tools/schemas.ts refreshes them): ${source.chart}`, async () => {
      const committed = readFileSync(join(REPOSITORY, "tests", "schemas", `${source.chart}.json`), "utf8");
      const read = schemaText(await extract(source));
      expect(committed === read, `${source.module} ${source.version}`).to.equal(true);
    });
  }
});
