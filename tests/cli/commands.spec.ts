import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { COMMANDS } from "#cli/commands";
import { REPOSITORY, strata } from "../support/project.ts";

/** Command modules that a command line loads, in a process of its own. */
function loadedBy(...args: string[]): string[] {
  const list = `
    import module from "node:module";
    import { pathToFileURL } from "node:url";
    module.registerHooks({
      load(url, context, next) {
        const [, name] = /\\/cli\\/([a-z-]+)\\/command\\.ts$/.exec(url) ?? [];
        if (name) process.stderr.write(\`loaded \${name}\\n\`);
        return next(url, context);
      },
    });
    const { run } = await import(pathToFileURL(${JSON.stringify(join(REPOSITORY, "cli/startup/run.ts"))}).href);
    await run(${JSON.stringify(args)});
  `;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", list], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  return [...stderr.matchAll(/^loaded (.+)$/gm)].map(([, name = ""]) => name);
}

describe("commands", () => {
  it("are called by the name that they are registered under, and take --json", async () => {
    for (const { name, load } of COMMANDS) {
      expect((await load()).name).to.equal(name);
      const { code, out } = await strata([name, "--help"]);
      expect(code, name).to.equal(0);
      expect(out)
        .to.contain(`Usage: strata ${name} [options]`)
        .and.to.match(/--json +print JSON/);
    }
  });

  it("are listed with a description each, none of them loaded", async () => {
    const { code, out } = await strata(["--help"]);
    expect(code).to.equal(0);
    for (const { name, description } of COMMANDS) {
      expect(out.replace(/\s+/g, " ")).to.contain(`${name} ${description}`);
    }
    expect(loadedBy("--help")).to.deep.equal([]);
  });

  it("are loaded when they are called, and no other with them", () => {
    expect(loadedBy("schema", "--help")).to.deep.equal(["schema"]);
    expect(loadedBy("plan", "howlerops-dev")).to.deep.equal(["plan"]);
  });

  it("are explained by help, too", async () => {
    expect(await strata(["help", "rotate"])).to.deep.equal(await strata(["rotate", "--help"]));
    expect(await strata(["help"])).to.deep.equal(await strata(["--help"]));
  });

  it("end with 2 for a command that does not exist, with the nearest one", async () => {
    const { code, out, error } = await strata(["chek"]);
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.contain("unknown command 'chek'").and.to.contain("Did you mean check?");
  });

  it("end with 2 and show what there is when none is called", async () => {
    const { code, error } = await strata([]);
    expect(code).to.equal(2);
    expect(error).to.contain("Usage: strata [options] [command]");
  });
});
