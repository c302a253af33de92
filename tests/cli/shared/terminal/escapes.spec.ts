import { styleText } from "node:util";
import { expect } from "chai";
import { parse } from "yaml";
import { escapingTerminal, plainText, showEscapes } from "#cli/shared/terminal/escapes";
import { captureTerminal, REPOSITORY } from "../../../support/project.ts";
import { projectWith } from "../../gate/programs.ts";

const RED = "\u001b[31m";

describe("escape codes", () => {
  it("are shown instead of sent, other than line feeds and tabs", () => {
    expect(showEscapes(`a${RED}b\u009b1m\u007f\u202ec\td\ne\rf\r\ng`)).to.equal(
      "a\\u001b[31mb\\u009b1m\\u007f\\u202ec\td\ne\\u000df\ng",
    );
  });

  it("of the terminal's own colors are sent, and only those", () => {
    const captured = captureTerminal(REPOSITORY);
    const terminal = escapingTerminal({
      ...captured,
      paint: (tone, text) => styleText(tone === "stop" ? "red" : "bold", text, { validateStream: false }),
    });
    const text = `${terminal.paint("stop", `bad${RED}`)} ${terminal.paint("title", "name")}`;
    expect(plainText(text)).to.equal("bad\\u001b[31m name");
    terminal.out(text);
    terminal.error(text);
    const shown = `${RED}bad\\u001b[31m\u001b[39m \u001b[1mname\u001b[22m`;
    expect(captured.printed()).to.deep.equal({ out: shown, error: shown });
  });

  describe("in names and values of a program", () => {
    const body = `new apps.Deployment("x\\u001b[2Jy", { metadata: { name: "x\\u001b[2Jy\\u009b", annotations: { "k\\u202e": "v\\u0007" } }, spec }, { provider });
      return { output: "\\u001b]0;title\\u0007" };`;
    const commands = [
      ["plan"],
      ["plan", "--resources"],
      ["check", "--all"],
      ["manifests"],
      ["images"],
      ["access"],
    ];
    for (const [command = "", ...flags] of commands) {
      for (const form of [[], ["--json"]]) {
        if (form.length > 0 && flags.includes("--resources")) {
          continue;
        }
        it(`are not printed by ${[command, ...flags, ...form].join(" ")}`, async () => {
          const project = projectWith({ body });
          const { out, error } = await project.run(command, "dev", ...flags, ...form);
          project.remove();
          expect(out).not.to.equal("");
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
          expect(out + error).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
        });
      }
    }

    it("stay in manifests, by escape sequences", async () => {
      const project = projectWith({ body });
      const { out } = await project.run("manifests", "dev");
      const objects = out.split("---\n").map((text) => parse(text) as { metadata?: object } | null);
      project.remove();
      expect(objects.map((object) => object?.metadata)).to.deep.include({
        name: "x\u001b[2Jy\u009b",
        annotations: { "k\u202e": "v\u0007" },
      });
    });

    it("are not printed in errors", async () => {
      const project = projectWith({ body: 'throw new Error("bad\\u001b[31m");' });
      const { error } = await project.run("plan", "dev");
      project.remove();
      expect(error).to.match(/^bad\\u001b\[31m\n/);
    });
  });
});
