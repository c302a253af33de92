import { expect } from "chai";
import { strata } from "../../support/project.ts";

const zoneId = "0123456789abcdef0123456789abcdef";

describe("the command line of strata purge", () => {
  it("takes URLs, tags, releases, hosts and prefixes", async () => {
    const { code, out } = await strata([
      "purge",
      ..."https://example.com/a https://example.com/b --tag x y --release 42 --host cdn.example.com".split(
        " ",
      ),
      ...`--prefix example.com/images --zone-id ${zoneId} --json`.split(" "),
    ]);
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({
      version: 1,
      dryRun: true,
      batches: [
        { files: ["https://example.com/a", "https://example.com/b"] },
        { tags: ["x", "y", "version-42"] },
        { hosts: ["cdn.example.com"] },
        { prefixes: ["example.com/images"] },
      ],
    });
  });

  it("needs a zone, and leave to purge everything", async () => {
    const without = await strata(["purge", "--tag", "x"]);
    expect(without.code).to.equal(2);
    expect(without.error).to.include("--zone-id");
    const refused = await strata(["purge", "--zone-id", zoneId, "--everything"]);
    expect(refused.code).to.equal(2);
    expect(refused.error).to.include("refusing to purge everything");
    const { code, out } = await strata(["purge", "--zone-id", zoneId, "--everything", "--allow-everything"]);
    expect(code).to.equal(0);
    expect(out).to.include("would purge everything");
  });
});
