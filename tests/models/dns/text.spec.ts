import { expect } from "chai";
import fc from "fast-check";
import { quotedStrings, quoteText, textBytes, textProblem } from "#models/dns/text";

describe("text of a TXT record", () => {
  it("survives quoting, whatever it holds, in strings of at most 255 bytes", () => {
    const text = fc.string({ unit: "binary", maxLength: 700 }).filter((each) => !each.startsWith('"'));
    fc.assert(
      fc.property(text, (given) => {
        const strings = quotedStrings(quoteText(given)) ?? [];
        expect(strings.join("")).to.equal(given);
        expect(strings.every((part) => Buffer.byteLength(part) <= 255)).to.equal(true);
        expect(textProblem(quoteText(given))).to.equal(undefined);
      }),
      { seed: 20261128 },
    );
  });

  it("keeps the form of a zone file, and reads its escapes", () => {
    const quoted = '"v=DKIM1; p=a\\"b" "c\\100\\\\"';
    expect(quoteText(quoted)).to.equal(quoted);
    expect(quotedStrings(quoted)).to.deep.equal(['v=DKIM1; p=a"b', "cd\\"]);
    expect(textBytes(quoted)).to.equal(14 + 1 + 3 + 1);
  });

  it("is refused half in quotes", () => {
    for (const text of ['"a" b', '"a', '"a""']) {
      expect(textProblem(text), text).to.include("strings in quotes");
    }
  });
});
