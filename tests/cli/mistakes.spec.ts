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
    readonly message: string;
  }[] = [
    {
      title: "a wrong type",
      change: ["open: 25", 'open: "25x"'],
      line: 'open: "25x"',
      message:
        'strata:database.pool.open  found "25x", expected a whole number from 1 to 1000 (connections per pod)',
    },
    {
      title: "a number out of range",
      change: ["open: 25", "open: 2500"],
      line: "open: 2500",
      message: "strata:database.pool.open  found 2500, expected a whole number from 1 to 1000",
    },
    {
      title: "an unknown setting, with the nearest known one",
      change: ["maxReplicas:", "maxReplica:"],
      line: "maxReplica:",
      message: "strata:backend.scaling.maxReplica  unknown setting; did you mean maxReplicas?",
    },
    {
      title: "an unknown setting that resembles none",
      change: ["  strata:contact:", "  strata:zzzzzzzzzzzz: 1\n  strata:contact:"],
      line: "strata:zzzzzzzzzzzz",
      message: "strata:zzzzzzzzzzzz  unknown setting; known settings are system, environment",
    },
    {
      title: "a missing value",
      change: [/ {2}strata:contact:.*\n/, ""],
      line: "config:",
      message: "strata:contact  missing; expected a string (address that certificate authorities write to)",
    },
    {
      title: "a system that does not exist",
      change: ["strata:system: howlerops", "strata:system: howlerop"],
      line: "strata:system",
      message: 'strata:system  found "howlerop", expected one of howlerops, nextjs; did you mean howlerops?',
    },
    {
      title: "default providers left on",
      change: [/ {2}pulumi:disable-default-providers.*\n/, ""],
      line: "config:",
      message: 'pulumi:disable-default-providers  missing; expected ["*"]',
    },
    {
      title: "a missing value inside a setting, where the setting stands",
      change: [/ {4}projectNumber:.*\n/, ""],
      line: "strata:google:",
      message: "strata:google.projectNumber  missing; expected a string (digits, in quotes;",
    },
    {
      title: "a region that is none, with the one that was meant",
      change: ["    us-central1:\n", "    us-centrall1:\n"],
      line: "us-centrall1:",
      message:
        'strata:regions.us-centrall1  found "us-centrall1", which is not a known name; did you mean us-central1?',
    },
    {
      title: "a region that resembles none",
      change: ["    us-central1:\n", "    virginia:\n"],
      line: "virginia:",
      message: 'strata:regions.virginia  found "virginia", expected one of 43 names (such as us-central1;',
    },
    {
      title: "a second region of a system that runs in one",
      change: [
        "    us-central1:\n",
        "    europe-west1: { nodes: { machineType: e2-medium, min: 1, max: 3 } }\n    us-central1:\n",
      ],
      line: "strata:regions:",
      message:
        "strata:regions  found europe-west1, us-central1; expected one, as this system runs in one region",
    },
    {
      title: "regions that are none",
      change: [/ {4}us-central1:\n( {6}.*\n)+/, "    {}\n"],
      line: "strata:regions:",
      message: "strata:regions  is empty; expected a region, such as us-central1",
    },
    {
      title: "a key whose namespace is a slip",
      change: ["strata:domain:", "strta:domain:"],
      line: "strta:domain",
      message: "strta:domain  unknown key; did you mean strata:domain?",
    },
    {
      title: "a key of a provider, which is configured by settings",
      change: ["  strata:contact:", "  gcp:zone: us-central1-a\n  strata:contact:"],
      line: "gcp:zone",
      message: "gcp:zone  unknown key; keys begin with strata: or pulumi:",
    },
    {
      title: "two settings that contradict each other",
      change: [/minReplicas: \d/, "minReplicas: 900"],
      line: "minReplicas",
      message: "strata:backend.scaling.minReplicas  minReplicas is above maxReplicas",
    },
  ];
  for (const { title, change, line, message } of cases) {
    it(`names ${title}`, async () => {
      const content = GOOD.replace(...change);
      expect(content, "the case changes the file").not.to.equal(GOOD);
      const error = await errorOf(content);
      const at = Math.max(1, lineOf(content, line));
      const [first = ""] = error.split("\n").filter((each) => each.includes(message));
      expect(error).to.contain(message);
      expect(first).to.match(new RegExp(`^${FILE}:${at} `));
      expect(error).to.match(/mistakes?, nothing was planned\.\n$/);
    });
  }

  it("names a misspelt key once, not as missing too", async () => {
    for (const slip of ["strta:domain", "strata:domian"]) {
      const error = await errorOf(GOOD.replace("strata:domain", slip));
      project?.remove();
      expect(error).to.contain("did you mean").and.to.contain("1 mistake, ");
    }
    const error = await errorOf(GOOD.replace("strata:system", "strta:system"));
    expect(error).to.contain("did you mean strata:system?").and.to.contain("1 mistake, ");
  });

  it("names a misspelt config where it stands", async () => {
    expect(await errorOf(GOOD.replace("config:", "confg:"))).to.equal(
      `${FILE}:2  confg  unknown key; did you mean config?\n`,
    );
  });

  it("lists all mistakes at once, in file order", async () => {
    const error = await errorOf(
      GOOD.replace("open: 25", "open: x")
        .replace("machineType: e2-medium", "machineType: 7")
        .replace("plan: free", "plan: gold"),
    );
    expect(error.match(/^stacks.*?:\d+ {2}\S+/gm)?.map((each) => each.split("  ")[1])).to.deep.equal([
      "strata:cloudflare.plan",
      "strata:regions.us-central1.nodes.machineType",
      "strata:database.pool.open",
    ]);
    expect(error).to.contain("3 mistakes, nothing was planned.");
  });

  it("names the line of malformed YAML", async () => {
    const error = await errorOf(GOOD.replace("  strata:google:\n", "  strata:google: [\n"));
    expect(error).to.match(/^stacks\/Pulumi\.howlerops-dev\.yaml:\d+ {2}invalid YAML: \S/);
  });

  it("says what an empty file lacks", async () => {
    expect(await errorOf("")).to.match(
      /^stacks\/Pulumi\.howlerops-dev\.yaml:1 {2}strata:system {2}missing; expected one of howlerops, nextjs\n/,
    );
  });

  it("names a wrong environment once, with the nearest one", async () => {
    const error = await errorOf(GOOD.replace("environment: dev", "environment: prd"));
    expect(error).to.contain('found "prd", expected one of dev, staging, prod; did you mean prod?');
    expect(error).to.contain("1 mistake, nothing was planned.");
  });

  const resources = [
    ["zone", "strata:domain", "sql-studio-dev.app", "Cloudflare zone"],
    ["Google Cloud project", "strata:google.project", "howlerops-dev", "Google Cloud project"],
  ] as const;
  for (const [title, path, value, label] of resources) {
    it(`refuses a second stack that names the same ${title}`, async () => {
      const shared = resources.map(([, , each]) => each).filter((each) => each !== value);
      const other = shared.reduce(
        (text, each) => text.replaceAll(`: ${each}\n`, ": another-one.app\n"),
        GOOD,
      );
      project = temporaryProject({ [FILE]: GOOD, "stacks/Pulumi.howlerops-copy.yaml": other });
      const { code, error } = await project.run("plan", "howlerops-dev");
      expect(code).to.equal(2);
      const at = lineOf(GOOD, `${path.split(".").at(-1)}: ${value}`);
      expect(error).to.equal(
        `${FILE}:${at}  ${path}  found "${value}", which stacks/Pulumi.howlerops-copy.yaml:${at} also names; a ${label} belongs to one stack\n`,
      );
    });
  }

  it("names both where a copy of a file shares its zone and its project", async () => {
    project = temporaryProject({ [FILE]: GOOD, "stacks/Pulumi.howlerops-copy.yaml": GOOD });
    const { code, error } = await project.run("check", "howlerops-dev");
    expect(code).to.equal(2);
    expect(error).to.contain("strata:domain  found").and.to.contain("strata:google.project  found");
  });

  it("names the nearest stack for one that does not exist", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    expect(await project.run("plan", "howlerops-de")).to.deep.equal({
      code: 2,
      out: "",
      error: 'no stack is named "howlerops-de"; did you mean howlerops-dev?\n',
    });
  });

  it("refuses options that contradict each other, and a folder without a name", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    const both = await project.run("plan", "--json", "--resources");
    expect(both.code).to.equal(2);
    expect(both.out).to.equal("");
    expect(both.error).to.contain("cannot be used with option '--json'");
    for (const command of ["manifests", "schema"]) {
      const { code, error } = await project.run(command, "--out", "");
      expect(code, command).to.equal(2);
      expect(error).to.contain("argument '' is invalid. expected a directory");
    }
    expect(readdirSync(project.root).sort()).to.deep.equal(["Pulumi.yaml", "stacks"]);
  });

  it("writes schemas of strata's own systems only where they are built", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    const written = await project.run("schema", "--json");
    expect(written.code).to.equal(0);
    expect(JSON.parse(written.out)).to.deep.equal({
      version: 1,
      files: ["howlerops", "nextjs"].map((name) => join(project?.root ?? "", `docs/schema/${name}.json`)),
    });
    expect(existsSync(join(project.root, "docs/schema/howlerops.json"))).to.equal(true);
    project.remove();
    project = temporaryProject({
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n",
      "index.ts": "export default () => ({});\n",
    });
    const { code, out, error } = await project.run("schema");
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.contain("index.ts is no program of createProgram");
    expect(readdirSync(project.root).sort()).to.deep.equal(["Pulumi.yaml", "index.ts"]);
  });

  it("suggests the option that was meant", async () => {
    project = temporaryProject({ [FILE]: GOOD });
    const { code, error } = await project.run("plan", "--jsn");
    expect(code).to.equal(2);
    expect(error).to.contain("unknown option '--jsn'").and.to.contain("Did you mean --json?");
    expect(existsSync(join(project.root, "plan"))).to.equal(false);
  });
});
