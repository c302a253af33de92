import { expect } from "chai";
import { Command } from "commander";
import { UsageError } from "#cli/errors";
import type { PurgeTerminal } from "#cli/purge/command";
import { addPurgeCommand } from "#cli/purge/register";

const zoneId = "0123456789abcdef0123456789abcdef";

/** Runs `strata purge` with arguments; answers what it printed and its exit code. */
async function purge(...args: string[]): Promise<{ printed: string; exitCode: number | undefined }> {
  let printed = "";
  let exitCode: number | undefined;
  const terminal: PurgeTerminal = {
    folder: "/",
    out: (text) => {
      printed += text;
    },
    paint: (_, text) => text,
  };
  const program = new Command("strata").exitOverride().configureOutput({ writeErr: () => {} });
  addPurgeCommand(program, terminal, (code) => {
    exitCode = code;
  });
  await program.parseAsync(["purge", ...args], { from: "user" });
  return { printed, exitCode };
}

describe("the command line of strata purge", () => {
  it("takes URLs, tags, releases, hosts and prefixes", async () => {
    const { printed, exitCode } = await purge(
      ..."https://example.com/a https://example.com/b --tag x y --release 42 --host cdn.example.com".split(
        " ",
      ),
      ...`--prefix example.com/images --zone-id ${zoneId} --json`.split(" "),
    );
    expect(exitCode).to.equal(0);
    expect(JSON.parse(printed)).to.deep.equal({
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
    expect(await purge("--tag", "x").catch(String)).to.include("--zone-id");
    const refused = await purge("--zone-id", zoneId, "--everything").catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(UsageError);
    const { printed } = await purge("--zone-id", zoneId, "--everything", "--allow-everything");
    expect(printed).to.include("would purge everything");
  });
});
