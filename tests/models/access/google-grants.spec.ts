import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { GRANT_TYPES, grantScope } from "#models/access/google-grants";
import { REPOSITORY } from "../../support/project.ts";

const SDK = join(REPOSITORY, "node_modules/@pulumi/gcp");

/** Tokens that the SDK registers, by the last word of their name. */
function sdkTypes(): string[] {
  return globSync("*/index.js", { cwd: SDK }).flatMap((file) =>
    [...readFileSync(join(SDK, file), "utf8").matchAll(/case "(gcp:[^"]+)"/g)].map(([, token = ""]) => token),
  );
}

describe("types that grant roles", () => {
  it("are all that the installed SDK has", () => {
    const found = sdkTypes().filter((type) => /^gcp:\w+\/\w*iam(Member|Binding|Policy):/i.test(type));
    expect(found.length).to.be.greaterThan(400);
    expect([...GRANT_TYPES].sort()).to.deep.equal(found.sort());
  });

  it("say what they grant on", () => {
    expect(grantScope("gcp:projects/iAMMember:IAMMember")).to.equal("project");
    expect(grantScope("gcp:folder/iAMBinding:IAMBinding")).to.equal("folder");
    expect(grantScope("gcp:organizations/iAMPolicy:IAMPolicy")).to.equal("organization");
    expect(grantScope("gcp:billing/accountIamMember:AccountIamMember")).to.equal("billing account");
    expect(grantScope("gcp:storage/bucketIAMMember:BucketIAMMember")).to.equal("resource");
  });
});
