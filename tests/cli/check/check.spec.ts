import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY, strata, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const SDK = join(REPOSITORY, "node_modules/@pulumi/kubernetes");

/** A program with one Deployment that breaks most rules. */
const CARELESS = `
import kubernetes from "${SDK}/provider.js";
import deployment from "${SDK}/apps/v1/deployment.js";
export default function () {
  const provider = new kubernetes.Provider("cluster", { context: "test" });
  const labels = { app: "careless" };
  new deployment.Deployment("careless", {
    metadata: { name: "careless", namespace: "shop" },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "c:latest" }] } } },
  }, { provider });
}
`;

const GOOGLE = join(REPOSITORY, "node_modules/@pulumi/gcp");

/** A program that breaks nothing, as far as is known before it is deployed. */
const UNDECIDED = `
import gcp from "${GOOGLE}/provider.js";
import accounts from "${GOOGLE}/serviceaccount/account.js";
import members from "${GOOGLE}/projects/iammember.js";
export default function () {
  const provider = new gcp.Provider("google", { project: "shop-dev" });
  const account = new accounts.Account("account", { accountId: "shop-web" }, { provider });
  new members.IAMMember("member", { project: "shop-dev", role: "roles/logging.logWriter", member: account.email }, { provider });
}
`;

describe("strata check", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  function careless(exceptions?: string): TemporaryProject {
    const files = {
      "Pulumi.yaml": "name: careless\nruntime: nodejs\nmain: index.mjs\n",
      "Pulumi.dev.yaml": "config: {}\n",
      "index.mjs": CARELESS,
      ...(exceptions ? { "policies/exceptions.yaml": exceptions } : {}),
    };
    project = temporaryProject(files);
    return project;
  }

  it("ends with 1 on a finding of a mandatory rule, and names rule, place, property, fix and stack", async () => {
    const { code, out, error } = await careless().run("check", "dev");
    expect(error).to.equal("");
    expect(code).to.equal(1);
    expect(out).to.match(/^✗ high {3}kubernetes-image-tag {2}/m);
    expect(out).to.contain("         careless · index.mjs:7  spec.template.spec.containers[0].image");
    expect(out).to.match(/^ {9}fix {2}\S/m);
    expect(out).to.match(
      /\ndev {2}\d+ errors? · \d+ warnings? · 0 waived · \d+ unknown until apply · \d+ rules, 3 resources\n$/,
    );
  });

  it("prints the same as JSON", async () => {
    const { code, out } = await careless().run("check", "dev", "--json");
    expect(code).to.equal(1);
    const { version, stack, findings, waived } = JSON.parse(out) as {
      version: number;
      stack: string;
      findings: { rule: string; enforcement: string }[];
      waived: unknown[];
    };
    expect([version, stack, waived]).to.deep.equal([2, "dev", []]);
    expect(findings.map(({ rule }) => rule)).to.include("kubernetes-run-as-non-root");
  });

  describe("that is strict", () => {
    const files = {
      "Pulumi.yaml": "name: careful\nruntime: nodejs\nmain: index.mjs\n",
      "Pulumi.dev.yaml": "config: {}\n",
      "index.mjs": UNDECIDED,
    };
    const exception =
      "- rule: provider-accepted-value\n  stack: dev\n  resource: member\n  reason: the account is the program's own\n  owner: me\n  expires: 2027-01-01\n";

    it("fails on what is unknown until apply, and lists it", async () => {
      project = temporaryProject(files);
      const unknown = "? high   provider-accepted-value\n";
      const lenient = await project.run("check", "dev");
      expect(lenient.out).not.to.contain(unknown);
      expect(lenient.code, lenient.out).to.equal(0);
      const strict = await project.run("check", "dev", "--strict");
      expect(strict.out).to.contain(unknown);
      expect(strict.code).to.equal(1);
    });

    it("passes what an exception accepts", async () => {
      project = temporaryProject({ ...files, "policies/exceptions.yaml": exception });
      const { code, out } = await project.run("check", "dev", "--strict", "--json");
      const { unknown } = JSON.parse(out) as { unknown: { rule: string; waived?: true }[] };
      expect(unknown.filter(({ waived }) => !waived)).to.deep.equal([]);
      expect(code).to.equal(0);
    });
  });

  it("names every mistake in the project's exceptions, and ends with 2", async () => {
    const { code, error } = await careless("- rule: kubernetes-image-tag\n  owner: me\n").run("check", "dev");
    expect(code).to.equal(2);
    expect(error).to.match(/^policies\/exceptions\.yaml:\d+ {2}/);
    expect(error).to.contain("reason");
  });

  it("reports an exception that expired", async () => {
    const exception =
      "- rule: kubernetes-image-tag\n  stack: dev\n  resource: careless\n  reason: test\n  owner: me\n  expires: 2026-01-01\n";
    const { code, out } = await careless(exception).run("check", "dev");
    expect(code).to.equal(1);
    expect(out).to.contain("expired on 2026-01-01");
  });

  it("passes every stack of the repository", async () => {
    for (const stack of ["howlerops", "nextjs"].flatMap((name) =>
      ["dev", "staging", "prod"].map((env) => `${name}-${env}`),
    )) {
      const { code, out } = await strata(["check", stack]);
      expect(out, stack).to.contain("0 errors · 0 warnings");
      expect(code, stack).to.equal(0);
    }
  });

  it("says what a program threw, with the line, and ends with 2", async () => {
    const { root, run } = careless();
    writeFileSync(
      join(root, "index.mjs"),
      'export default function () {\n  throw new Error("no such price list");\n}\n',
    );
    const { code, error } = await run("check", "dev");
    expect(code).to.equal(2);
    expect(error).to.equal("no such price list\n  at index.mjs:2\n");
  });
});
