import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { everything, leaks, PLANTED, projectWith } from "./planted.ts";

const CONFIG = "  planted:token:\n    secure: v1:AAAA\n";

/** Resources of a program by the rule that finds each. */
const FOUND: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "plain-text.ts": {
    "kubernetes-secret-in-config-map": ["map", "file", "json", "url", "binary"],
    "kubernetes-secret-in-environment": ["variable"],
    "kubernetes-secret-in-arguments": ["argument", "option", "header", "probe"],
    "credentials-in-plain-text": ["note", "release", "vm", "script", "run", "worker"],
    "credentials-in-outputs": ["planted-dev"],
  },
  "secret-inputs.ts": {
    "credentials-secret-input": ["user", "output", "version", "secret", "setting"],
    "credentials-in-plain-text": ["marked", "setting"],
  },
};

for (const [file, found] of Object.entries(FOUND)) {
  describe(`a program with credentials: ${file}`, () => {
    const source = readFileSync(join(import.meta.dirname, "fixtures", file), "utf8");
    let project: ReturnType<typeof projectWith>;
    let results: Awaited<ReturnType<typeof everything>>;

    before(async () => {
      project = projectWith(source, CONFIG);
      results = await everything("dev", project.folder);
    });

    after(() => project.remove());

    it("I11 is printed without any of them by every command", () => {
      expect(source).not.to.include(PLANTED);
      expect(leaks(results)).to.deep.equal([]);
      for (const [command, { code, out, error }] of results) {
        expect(error, command).to.equal("");
        expect(out, command).not.to.equal("");
        expect(code, command).to.equal(command.startsWith("check") ? 1 : 0);
      }
      expect(results.get("plan --json")?.out).to.include("(value withheld)");
    });

    it("I27 has a finding for each, and no other", () => {
      const { out } = results.get("check --json") ?? { out: "" };
      const { findings } = JSON.parse(out) as { findings: { rule: string; urn: string }[] };
      for (const [rule, names] of Object.entries(found)) {
        const own = findings
          .filter((finding) => finding.rule === rule)
          .map(({ urn }) => urn.split("::").at(-1));
        expect([...new Set(own)], rule).to.have.members(names);
      }
      const rules = findings.map(({ rule }) => rule).filter((rule) => /secret|credential/.test(rule));
      expect([...new Set(rules)]).to.have.members(Object.keys(found));
    });
  });
}
