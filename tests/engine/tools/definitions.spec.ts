import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { DEFINITION_SOURCES, fetchDefinitions, missingDefinitions } from "#tools/build/definitions";
import { definitionsOf, type Place } from "#tools/build/folders";
import { BuildError } from "#tools/build/go";

const [CERTIFICATES] = DEFINITION_SOURCES;

describe("the definitions of custom resources", () => {
  let root: string;
  let place: Place;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "strata-definitions-"));
    place = { modules: root, bin: join(root, "bin"), stamps: join(root, "stamps") };
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const source = CERTIFICATES ?? expect.fail("no definitions are pinned");
  const fetched = (sources: typeof DEFINITION_SOURCES) =>
    fetchDefinitions(sources, place, new AbortController().signal).then(
      () => "",
      (error: unknown) => (error instanceof BuildError ? error.message : expect.fail(String(error))),
    );

  it("come from the pinned module, once", async () => {
    expect(missingDefinitions(place)).to.deep.equal(DEFINITION_SOURCES);
    expect(await fetched([source])).to.equal("");
    expect(missingDefinitions(place)).not.to.deep.include(source);
    const definitions = JSON.parse(readFileSync(definitionsOf(source.chart, place), "utf8"));
    expect(definitions.map((each: { kind: string }) => each.kind)).to.deep.equal(
      source.files.map(() => "CustomResourceDefinition"),
    );
  });

  it("are not taken from a module with other contents", async () => {
    const other = `h1:${"0".repeat(43)}=`;
    expect(await fetched([{ ...source, sum: other }])).to.contain(`pinned is ${other}`);
    expect(missingDefinitions(place)).to.deep.include(source);
  });
});
