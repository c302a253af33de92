import { Config } from "@pulumi/pulumi";
import { expect } from "chai";
import { recordStack } from "#testing/record-stack";
import { plainSecrets } from "#testing/secrets";
import { Group, Thing, ThingProvider } from "../support/things.ts";

const PLANTED = "hunter2/with+signs";

/** What is found of the planted secret when a program does something with it. */
async function found(use: (plain: string, provider: ThingProvider) => unknown): Promise<string[]> {
  const program = () => use(new Config().require("password"), new ThingProvider("things"));
  const stack = await recordStack(program, { secretConfig: { password: PLANTED } });
  return plainSecrets(stack, ["something else", PLANTED]).map(({ urn, path, index }) => {
    expect(index).to.equal(1);
    return `${urn.split("::").at(-1)} ${path}`;
  });
}

describe("testing/plainSecrets", () => {
  it("finds nothing where secrets stay secret", async () => {
    const places = await found((_plain, provider) => {
      const password = new Config().requireSecret("password");
      new Thing("a", { label: password, spec: { list: [password] } }, { provider });
      return { password };
    });
    expect(places).to.deep.equal([]);
  });

  it("finds them in inputs, published data and stack outputs", async () => {
    const places = await found((plain, provider) => {
      new Thing("a", { spec: { list: [{ text: `password=${plain}` }] } }, { provider });
      new Group("group", {}, {}, () => ({ note: plain }));
      return { plain };
    });
    expect(places).to.deep.equal([
      "project-stack published.plain",
      "a inputs.spec.list[0].text",
      "group published.note",
    ]);
  });

  it("finds them in keys, ids and options", async () => {
    const places = await found((plain, provider) => {
      new Thing("keyed", { spec: { [plain]: true } }, { provider });
      Thing.get("read", plain, {}, { provider });
      new Thing("optional", {}, { provider, ignoreChanges: [plain] });
    });
    expect(places).to.deep.equal([
      `keyed inputs.spec.${PLANTED}`,
      "read id",
      "optional settings.ignoreChanges[0]",
    ]);
  });

  for (const [encoding, encode] of Object.entries({
    "percent-encoding": encodeURIComponent,
    JSON: (text: string) => JSON.stringify({ text }),
    hexadecimal: (text: string) => Buffer.from(text).toString("hex"),
    base64: (text: string) => Buffer.from(text).toString("base64"),
    "base64 after one character": (text: string) => Buffer.from(`a${text}b`).toString("base64"),
    "base64 after two characters": (text: string) => Buffer.from(`ab${text}`).toString("base64"),
  })) {
    it(`finds them in ${encoding}`, async () => {
      const places = await found((plain, provider) => {
        new Thing("a", { label: encode(plain) }, { provider });
      });
      expect(places).to.deep.equal(["a inputs.label"]);
    });
  }

  it("refuses texts that would be found by chance", async () => {
    const stack = await recordStack(() => ({}));
    expect(() => plainSecrets(stack, ["long enough", "abc"])).to.throw(
      "planted[1] has fewer than 4 characters and would be found by chance",
    );
  });
});
