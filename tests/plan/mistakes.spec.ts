import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { stackFileText, type TemporaryProject, temporaryProject } from "../support/project.ts";

const FILE = "stacks/Pulumi.howlerops-dev.yaml";
const GOOD = stackFileText("howlerops-dev");

/** Line of a text, from 1. */
function lineOf(content: string, text: string): number {
  return content.split("\n").findIndex((line) => line.includes(text)) + 1;
}

describe("mistakes in a stack file", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  async function errorOf(content: string, ...more: string[]): Promise<string> {
    project = temporaryProject({ [FILE]: content });
    const before = readdirSync(project.root);
    const { code, out, error } = await project.run("plan", "howlerops-dev", ...more);
    expect(code, "exit code").to.equal(2);
    expect(out, "standard output").to.equal("");
    expect(error).not.to.match(/\n\s+at .*node_modules/);
    expect(readdirSync(project.root), "files").to.deep.equal(before);
    return error;
  }

  const cases: readonly {
    readonly title: string;
    readonly change: readonly [from: string | RegExp, to: string];
    readonly line: string;
    readonly says: string;
  }[] = [
    {
      title: "a wrong type",
      change: ["open: 25", 'open: "25x"'],
      line: 'open: "25x"',
      says: 'strata:database.pool.open  found "25x", expected a whole number from 1 to 1000 (connections per pod)',
    },
    {
      title: "a number out of range",
      change: ["open: 25", "open: 2500"],
      line: "open: 2500",
      says: "strata:database.pool.open  found 2500, expected a whole number from 1 to 1000",
    },
    {
      title: "an unknown setting, with the nearest known one",
      change: ["maxReplicas:", "maxReplica:"],
      line: "maxReplica:",
      says: "strata:backend.scaling.maxReplica  unknown setting; did you mean maxReplicas?",
    },
    {
      title: "an unknown setting that resembles none",
      change: ["  strata:contact:", "  strata:zzzzzzzzzzzz: 1\n  strata:contact:"],
      line: "strata:zzzzzzzzzzzz",
      says: "strata:zzzzzzzzzzzz  unknown setting; known are system, environment",
    },
    {
      title: "a missing value",
      change: [/ {2}strata:contact:.*\n/, ""],
      line: "config:",
      says: "strata:contact  missing; expected a text (address that certificate authorities write to)",
    },
    {
      title: "a system that does not exist",
      change: ["strata:system: howlerops", "strata:system: howlerop"],
      line: "strata:system",
      says: 'strata:system  found "howlerop", expected one of howlerops, nextjs; did you mean howlerops?',
    },
    {
      title: "default providers left on",
      change: [/ {2}pulumi:disable-default-providers.*\n/, ""],
      line: "config:",
      says: 'pulumi:disable-default-providers  missing; expected ["*"]',
    },
    {
      title: "two settings that contradict each other",
      change: [/minReplicas: \d/, "minReplicas: 900"],
      line: "minReplicas",
      says: "strata:backend.scaling.minReplicas  minReplicas is above maxReplicas",
    },
  ];
  for (const { title, change, line, says } of cases) {
    it(`names ${title}`, async () => {
      const content = GOOD.replace(...change);
      expect(content, "the case changes the file").not.to.equal(GOOD);
      const error = await errorOf(content);
      const at = Math.max(1, lineOf(content, line));
      const [first = ""] = error.split("\n").filter((each) => each.includes(says));
      expect(error).to.contain(says);
      if (line !== "config:") {
        expect(first).to.match(new RegExp(`^${FILE}:${at} `));
      }
      expect(error).to.match(/mistakes?, nothing was planned\.\n$/);
    });
  }

  it("lists all mistakes at once, in file order", async () => {
    const error = await errorOf(
      GOOD.replace("open: 25", "open: x")
        .replace("region: us-central1", "region: 7")
        .replace("plan: free", "plan: gold"),
    );
    expect(error.match(/^stacks.*?:\d+ {2}\S+/gm)?.map((each) => each.split("  ")[1])).to.deep.equal([
      "strata:cloudflare.plan",
      "strata:google.region",
      "strata:database.pool.open",
    ]);
    expect(error).to.contain("3 mistakes, nothing was planned.");
  });

  it("names the line of malformed YAML", async () => {
    const error = await errorOf(GOOD.replace("  strata:google:\n", "  strata:google: [\n"));
    expect(error).to.match(/^stacks\/Pulumi\.howlerops-dev\.yaml:\d+ {2}not valid YAML: \S/);
  });

  it("says that an empty file has no configuration", async () => {
    expect(await errorOf("")).to.equal(
      `${FILE}:1  config is missing; expected keys such as strata:system under it\n`,
    );
  });

  it("names a wrong environment once, with the nearest one", async () => {
    const error = await errorOf(GOOD.replace("environment: dev", "environment: prd"));
    expect(error).to.contain('found "prd", expected one of dev, staging, prod; did you mean prod?');
    expect(error).to.contain("1 mistake, nothing was planned.");
  });

  it("refuses a second stack that names the same zone", async () => {
    project = temporaryProject({
      [FILE]: GOOD,
      "stacks/Pulumi.howlerops-copy.yaml": GOOD,
    });
    const { code, error } = await project.run("plan", "howlerops-dev");
    expect(code).to.equal(2);
    const at = lineOf(GOOD, "strata:domain");
    expect(error).to.equal(
      `${FILE}:${at}  strata:domain  found "sql-studio-dev.app", which stacks/Pulumi.howlerops-copy.yaml:${at} names too; a Cloudflare zone belongs to one stack\n`,
    );
  });

  it("names the nearest stack for one that does not exist", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    expect(await project.run("plan", "howlerops-de")).to.deep.equal({
      code: 2,
      out: "",
      error: 'no stack is called "howlerops-de"; did you mean howlerops-dev?\n',
    });
  });

  it("suggests the option that was meant", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    const { code, error } = await project.run("plan", "--jsn");
    expect(code).to.equal(2);
    expect(error).to.contain("unknown option '--jsn'").and.to.contain("Did you mean --json?");
    expect(existsSync(join(project.root, "plan"))).to.equal(false);
  });
});
