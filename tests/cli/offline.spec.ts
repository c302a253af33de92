import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";

const REFUSE = join(REPOSITORY, "tests/cli/refuse-network.mjs");

function run(...args: string[]) {
  return spawnSync(process.execPath, ["--import", REFUSE, ...args], { cwd: REPOSITORY, encoding: "utf8" });
}

describe("offline", () => {
  it("has a check that can fail", () => {
    const { status, stderr } = run("--eval", "require('node:net').connect(9)");
    expect(stderr).to.contain("network touched: connect");
    expect(status).to.equal(97);
  });

  for (const command of ["plan", "check", "manifests"]) {
    it(`${command} touches no network`, () => {
      const { status, stdout, stderr } = run("bin/strata.mjs", command, "howlerops-prod");
      expect(stderr).to.equal("");
      expect(stdout).not.to.equal("");
      expect(status).to.equal(0);
    });
  }

  it("prints the same bytes twice, whatever the environment of the shell says", () => {
    const plan = (env: Record<string, string>) =>
      spawnSync(process.execPath, ["bin/strata.mjs", "plan", "howlerops-prod", "--json"], {
        cwd: REPOSITORY,
        encoding: "utf8",
        env: { ...process.env, ...env },
      }).stdout;
    const strange = {
      GOOGLE_PROJECT: "strange",
      GOOGLE_REGION: "strange",
      GOOGLE_ZONE: "strange",
      KUBECONFIG: "/strange",
      CLOUDFLARE_API_TOKEN: "planted-token",
      TZ: "Pacific/Apia",
      LANG: "tr_TR.UTF-8",
    };
    expect(plan(strange)).to.equal(plan({}));
  });
});
