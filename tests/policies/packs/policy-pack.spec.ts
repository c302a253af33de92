import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { KUBERNETES_RULES } from "#policies/kubernetes/rules";
import { policyPack } from "#policies/packs/policy-pack";
import { codeBlock, withSourceImports } from "../../support/documents/examples.ts";
import { README_PACK, writeShown } from "../../support/documents/outside-project.ts";
import { REPOSITORY } from "../../support/project.ts";
import { resource } from "../support/nodes.ts";
import { RunningPack } from "./engine.ts";

const DOCUMENT = "docs/policies.md";
const EXCEPTION = {
  rule: "shop-team-label",
  stack: "test",
  resource: "legacy",
  reason: "its team left",
  owner: "platform",
  expires: "2999-12-31",
};

const deployment = (name: string, labels: Record<string, string>) =>
  resource("kubernetes:apps/v1:Deployment", { metadata: { labels } }, { name });

describe("policyPack", () => {
  let project: string;

  beforeEach(() => {
    // Below the repository, so that the sources find their packages.
    mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
    project = mkdtempSync(join(REPOSITORY, ".cache/pack-"));
    writeShown(DOCUMENT, README_PACK, project, withSourceImports);
    write("package.json", '{ "type": "module" }');
  });

  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it("runs the pack that the documentation shows: rules of a subject and one of the project's own", async () => {
    write("policy/exceptions.yaml", "[]");
    await withPack(async (pack) => {
      expect((await pack.policies()).map(({ name }) => name)).to.deep.equal([
        ...KUBERNETES_RULES.map(({ id }) => id),
        "shop-team-label",
      ]);
      expect(await ownFindings(pack, {})).to.deep.equal([
        "Deployments name their team\nthe deployment has no label team [metadata.labels.team]",
      ]);
      expect(await ownFindings(pack, { team: "checkout" })).to.deep.equal([]);
    });
  });

  it("reads the project's exceptions from the pack's directory", async () => {
    write("policy/exceptions.yaml", JSON.stringify([EXCEPTION]));
    await withPack(async (pack) => {
      expect(await ownFindings(pack, {}, "legacy")).to.deep.equal([]);
      expect(await ownFindings(pack, {}, "api")).to.have.length(1);
    });
  });

  it("takes exceptions as values, or by the URL of their file", async () => {
    write("accepted.yaml", JSON.stringify([EXCEPTION]));
    for (const given of [JSON.stringify([EXCEPTION]), 'new URL("../accepted.yaml", import.meta.url)']) {
      const { code } = codeBlock(DOCUMENT, "policy/index.js");
      write("policy/index.js", withSourceImports(code).replace('"exceptions.yaml"', given));
      await withPack(async (pack) => {
        expect(await ownFindings(pack, {}, "legacy"), given).to.deep.equal([]);
      });
    }
  });

  it("says which file of exceptions is missing or wrong", async () => {
    await expectFailure(/ExceptionsError: exceptions\.yaml {2}is missing/);
    write("policy/exceptions.yaml", "- rule: shop-team-label\n");
    await expectFailure(/exceptions\.yaml:1 {2}\[0\]\.stack {2}found nothing, expected the name of a stack/);
  });

  it("refuses two rules with one id, and none at all", () => {
    const [rule] = KUBERNETES_RULES;
    expect(() => policyPack({ rules: rule ? [rule] : [] })).to.throw(
      `rules hold "${rule?.id}" twice; each id is allowed once`,
    );
    expect(() => policyPack({ subjects: [] })).to.throw("rules are none: subjects is empty, and so is rules");
  });

  function write(file: string, content: string): void {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), content);
  }

  async function withPack(use: (pack: RunningPack) => Promise<void>): Promise<void> {
    const pack = await RunningPack.start(join(project, "policy"));
    try {
      await use(pack);
    } finally {
      pack.stop();
    }
  }

  async function ownFindings(pack: RunningPack, labels: Record<string, string>, name = "api") {
    const found = await pack.analyze(deployment(name, labels));
    return found.filter(({ policy }) => policy === "shop-team-label").map(({ message }) => message);
  }

  async function expectFailure(words: RegExp): Promise<void> {
    const failure = await RunningPack.start(join(project, "policy")).then(
      (pack) => {
        pack.stop();
        return "it started";
      },
      (error: Error) => error.message,
    );
    expect(failure).to.match(words);
  }
});
