import { expect } from "chai";
import { SECRET, UNKNOWN, type Value } from "#graph/model";
import { Withheld } from "#models/credentials/withhold";

const STRIPE = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
const GONE = "(value withheld)";

describe("what is withheld", () => {
  it("is a credential in a message, and no other word of it", () => {
    const withheld = new Withheld();
    expect(withheld.inText(`token "${STRIPE}" is refused by redis://app:hunter2@cache/0`)).to.equal(
      `token "${GONE}" is refused by ${GONE}cache/0`,
    );
    expect(withheld.inText("password: found a number, expected a string")).to.equal(
      "password: found a number, expected a string",
    );
  });

  it("is a credential in a value, by its shape and by its name", () => {
    const value: Value = {
      data: { DB_PASSWORD: "hunter2", LEVEL: "info", ".env": "A=1\nAPI_TOKEN=hunter2x\nB=2" },
      args: ["--token", "q7Zx2LmV9pTr", "--level", "info"],
      list: [
        { name: "SECRET", value: "hunter2" },
        { name: "LEVEL", value: "info" },
      ],
      unknown: UNKNOWN,
      secret: SECRET,
      count: 3,
      nothing: null,
    };
    expect(new Withheld().inValue(value)).to.deep.equal({
      data: { DB_PASSWORD: GONE, LEVEL: "info", ".env": `A=1\nAPI_TOKEN=${GONE}\nB=2` },
      args: ["--token", GONE, "--level", "info"],
      list: [
        { name: "SECRET", value: GONE },
        { name: "LEVEL", value: "info" },
      ],
      unknown: UNKNOWN,
      secret: SECRET,
      count: 3,
      nothing: null,
    });
  });

  it("is nothing in a value without any, which stays the same object", () => {
    const value = { data: { LEVEL: "info" }, metadata: { name: "a" } };
    expect(new Withheld().inValue(value)).to.equal(value);
  });

  for (const [encoding, encode] of Object.entries({
    "as it is": (text: string) => text,
    JSON: (text: string) => JSON.stringify({ text }),
    "percent-encoding": encodeURIComponent,
    hexadecimal: (text: string) => Buffer.from(text).toString("hex"),
    base64: (text: string) => Buffer.from(text).toString("base64"),
    "base64 after one character": (text: string) => Buffer.from(`a${text}b`).toString("base64"),
    "base64 after two characters": (text: string) => Buffer.from(`ab${text}`).toString("base64"),
  })) {
    it(`is a known secret, ${encoding}`, () => {
      const withheld = new Withheld();
      const secret = 'correct "horse" battery/staple';
      withheld.add(secret);
      const shown = withheld.inValue({ note: [`it is ${encode(secret)}.`] });
      expect(JSON.stringify(shown)).to.include(GONE);
      const rest = String(shown.note[0]).replaceAll(GONE, "").replace("it is ", "");
      expect(rest.length).to.be.below(20);
      expect(withheld.inText(encode(secret))).to.include(GONE);
    });
  }

  it("is not a short word, nor the harmless part of a secret object", () => {
    const withheld = new Withheld();
    withheld.add("app");
    withheld.add("europe-west1", "region");
    withheld.add("database", "user");
    withheld.add("hunter22", "password");
    expect(withheld.inText("app of database in europe-west1 with hunter22")).to.equal(
      `app of database in europe-west1 with ${GONE}`,
    );
  });
});
