import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ExceptionsError, parseExceptions } from "#policies/exceptions/parse";

const GOOD = `- rule: kubernetes-image-digest
  stack: howlerops-dev
  resource: backend
  reason: images are built on the spot
  owner: platform
  expires: 2027-03-01
`;

function mistakes(text: string): string[] {
  try {
    parseExceptions(text, "exceptions.yaml");
  } catch (error) {
    expect(error).to.be.instanceOf(ExceptionsError);
    return error instanceof Error ? error.message.split("\n") : [];
  }
  return [];
}

describe("parseExceptions", () => {
  it("reads a list of exceptions", () => {
    expect(parseExceptions(GOOD, "exceptions.yaml")).to.deep.equal([
      {
        rule: "kubernetes-image-digest",
        stack: "howlerops-dev",
        resource: "backend",
        reason: "images are built on the spot",
        owner: "platform",
        expires: "2027-03-01",
      },
    ]);
  });

  it("reads a file without any", () => {
    expect(parseExceptions("# none\n", "exceptions.yaml")).to.deep.equal([]);
    expect(parseExceptions("[]\n", "exceptions.yaml")).to.deep.equal([]);
  });

  it("names every mistake with its line, in file order", () => {
    const text = `${GOOD}- rule: a-rule
  stack: test
  resource: 7
  reason: "  "
  expires: next spring
  until: 2027-01-01
`;
    expect(mistakes(text)).to.deep.equal([
      "exceptions.yaml:7  [1].owner  found nothing, expected a team or person to ask",
      'exceptions.yaml:7  [1]  unknown "until"; known are rule, stack, resource, reason, owner, expires',
      "exceptions.yaml:9  [1].resource  found 7, expected a path of resource names, or a URN",
      "exceptions.yaml:10  [1].reason  found nothing, expected why the finding is accepted",
      'exceptions.yaml:11  [1].expires  found "next spring", expected a day such as 2027-03-01',
    ]);
  });

  it("refuses a day that is not in the calendar", () => {
    expect(mistakes(GOOD.replace("2027-03-01", "2027-02-30"))).to.deep.equal([
      'exceptions.yaml:6  [0].expires  found "2027-02-30", expected a day such as 2027-03-01',
    ]);
  });

  it("refuses what is no list, and an element that is no exception", () => {
    expect(mistakes("rule: a-rule\n")).to.deep.equal([
      'exceptions.yaml:1  found {"rule":"a-rule"}, expected a list of exceptions',
    ]);
    expect(mistakes("- a-rule\n")).to.deep.equal([
      'exceptions.yaml:1  [0]  found "a-rule", expected an exception with rule, stack, resource, reason, owner and expires',
    ]);
  });

  it("names the line of broken YAML", () => {
    expect(mistakes("- rule: a\n  stack: [\n")).to.have.lengthOf(1);
    expect(mistakes("- rule: a\n  stack: [\n")[0]).to.match(/^exceptions\.yaml:\d+ {2}/);
  });

  it("reads the project's own exceptions", () => {
    const file = new URL("../../../policies/exceptions.yaml", import.meta.url);
    expect(() => parseExceptions(readFileSync(file, "utf8"), "policies/exceptions.yaml")).not.to.throw();
  });
});
