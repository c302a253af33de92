import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { UsageError } from "#cli/shared/errors";
import { askOn } from "#cli/shared/terminal/ask";

describe("asking a person", () => {
  it("takes a line for each question, those typed ahead included", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const ask = askOn(input, output);
    const first = ask("Name: ");
    input.write("shop\ndev\n\nlast\n");
    expect(await first).to.equal("shop");
    expect([await ask("Environment: "), await ask("Region: "), await ask("Plan: ")]).to.deep.equal([
      "dev",
      "",
      "last",
    ]);
    output.end();
    expect(await text(output)).to.equal("Name: Environment: dev\nRegion: \nPlan: last\n");
  });

  it("ends when the input does", async () => {
    const input = new PassThrough();
    const asked = askOn(input, new PassThrough())("Name: ");
    input.end();
    expect(await asked.catch((error: unknown) => error)).to.be.instanceOf(UsageError);
  });
});
