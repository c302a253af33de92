import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { strata } from "../../support/project.ts";

const ZONE_ID = "0123456789abcdef0123456789abcdef";
const RULESETS = [
  { id: "aa11", kind: "zone", phase: "http_request_firewall_custom", name: "default" },
  { id: "bb22", kind: "managed", phase: "http_request_firewall_managed", name: "Cloudflare Managed Ruleset" },
  { id: "cc33", kind: "zone", phase: "http_request_origin", name: "default" },
];

describe("strata import-plan --rulesets", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-rulesets-"));
    writeFileSync(join(folder, "answer.json"), JSON.stringify({ success: true, result: RULESETS }));
    writeFileSync(join(folder, "list.json"), JSON.stringify(RULESETS));
    writeFileSync(join(folder, "other.json"), JSON.stringify({ success: false }));
  });

  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => strata(["import-plan", "howlerops-prod", ...args]);

  for (const file of ["answer.json", "list.json"]) {
    it(`A5 finds the entry points of the plan's phases in ${file}, and only those`, async () => {
      const { out } = await run("--zone-id", ZONE_ID, "--rulesets", join(folder, file), "--json");
      const { resources } = JSON.parse(out) as { resources: { type: string; name: string; id?: string }[] };
      const found = resources.filter(({ type }) => type === "cloudflare:index/ruleset:Ruleset");
      expect(found.map(({ name, id }) => `${name} ${id}`)).to.deep.equal([
        `edge-firewall zones/${ZONE_ID}/aa11`,
      ]);
    });
  }

  it("A5 says where the others are found", async () => {
    const { out } = await run("--zone-id", ZONE_ID);
    expect(out).to.match(/GET\s+\/zones\/<zone id>\/rulesets/);
  });

  for (const [what, args, words] of [
    [
      "a file that is not there",
      ["--zone-id", ZONE_ID, "--rulesets", "nowhere.json"],
      "cannot read nowhere.json",
    ],
    ["another answer", ["--zone-id", ZONE_ID, "--rulesets", "other.json"], "other.json is not the answer of"],
    ["a list without the zone's id", ["--rulesets", "list.json"], "--rulesets  needs --zone-id"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const files = args.map((arg) => (/^(other|list)/.test(arg) ? join(folder, arg) : arg));
      const { code, error } = await run(...files);
      expect(code).to.equal(2);
      expect(error).to.contain(words);
    });
  }
});
