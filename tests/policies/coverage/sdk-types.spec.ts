import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { judgedTypes, reasonOf } from "#policies/coverage/coverage";
import { declaredOf, patternsWithout } from "#policies/coverage/types/declared";
import { isManifestComponent } from "#policies/reading/manifests";
import { contentsOf } from "#policies/reading/readings";
import { RULES } from "#policies/rules";

const ROOT = new URL("../../../node_modules/@pulumi", import.meta.url).pathname;
const PACKAGES = ["kubernetes", "gcp", "cloudflare", "random"];

/** Type tokens of all classes of an SDK: what its sources set as their type, or hand to the base class. */
function typesOf(packageName: string): string[] {
  const found = new Set<string>();
  for (const file of globSync(`${ROOT}/${packageName}/**/*.js`)) {
    for (const [, token] of readFileSync(file, "utf8").matchAll(
      /(?:__pulumiType = |super\()['"]([a-z]+:[^'"]+)['"]/g,
    )) {
      found.add(token ?? "");
    }
  }
  return [...found].filter((type) => !type.startsWith("pulumi:")).sort();
}

const judged = judgedTypes(RULES);

/** The types that rules read an object of this type as, such as that of a list's items. */
function readTypes(type: string): readonly string[] {
  const inputs = type.endsWith("List") ? { items: [{}] } : {};
  return contentsOf({ type, inputs, read: undefined })?.readings.map((reading) => reading.type) ?? [type];
}

describe("I3 every type of the installed SDKs", () => {
  for (const packageName of PACKAGES) {
    it(`is judged, declared as harmless, or not looked into: ${packageName}`, () => {
      const types = typesOf(packageName);
      expect(types, "no types were found").to.have.length.above(5);
      const unclear = types
        .flatMap((type) => readTypes(type).map((read) => ({ type, read })))
        .filter(({ read }) => !judged.has(read) && !declaredOf(read) && !isManifestComponent(read));
      expect(unclear.map(({ type }) => type)).to.deep.equal([]);
    });
  }

  it("has entries for nothing else, but for kinds of operators", () => {
    const types = PACKAGES.flatMap(typesOf).flatMap(readTypes);
    const unused = patternsWithout(types).filter(
      (pattern) => !/^kubernetes:[^:]*\.(io|com|dev):/.test(pattern) || /k8s\.io/.test(pattern),
    );
    expect(unused).to.deep.equal([]);
  });

  it("is not looked into when no table knows it", () => {
    expect(reasonOf("aws:s3/bucket:Bucket", judged)).to.equal("no rule knows this type");
    expect(reasonOf("kubernetes:apps/v2:Deployment", judged)).to.equal("no rule knows this type");
    expect(reasonOf("kubernetes:core/v1:PersistentVolume", judged)).to.match(/^no rule reads it: a volume/);
    expect(reasonOf("gcp:compute/network:Network", judged)).to.equal(undefined);
    expect(reasonOf("kubernetes:apps/v1:Deployment", judged)).to.equal(undefined);
  });
});
