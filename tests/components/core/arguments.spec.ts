import { output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { argumentsOf } from "#components/core/arguments";

function wordsFor(found: unknown): string {
  try {
    argumentsOf("Thing", "one").that(false, "size", found, "small ones");
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "";
}

describe("an argument that cannot work", () => {
  it("is named with what was found and what is allowed", () => {
    expect(wordsFor(7)).to.equal('Thing "one": size is 7; allowed are small ones');
    expect(wordsFor(undefined)).to.equal('Thing "one": size is missing; allowed are small ones');
    expect(wordsFor({ a: "b".repeat(100) })).to.match(/^Thing "one": size is \{"a":"b{71}\.\.\.; allowed/);
  });

  it("is named with who has it already, when it is to be unique", () => {
    const taken = new Map<number, string>();
    const check = argumentsOf("Thing", "one");
    const take = (slot: number, owner: string) =>
      check.unique(`regions["${owner}"].slot`, slot, taken, owner, { values: "numbers", owner: "region" });
    take(1, "us");
    take(2, "eu");
    expect(() => take(1, "asia")).to.throw(
      'Thing "one": regions["asia"].slot is 1; allowed are numbers that no other region has; "us" has this one',
    );
  });

  it("is a list that repeats a string, where all have to differ", () => {
    const { distinct } = argumentsOf("Thing", "one");
    distinct("zones", ["a", "b"], "each zone once");
    expect(() => distinct("zones", ["a", "b", "a"], "each zone once")).to.throw(
      'Thing "one": zones is ["a","b","a"]; allowed are each zone once',
    );
  });

  it("is not repeated when it holds a credential, or is known later only", () => {
    expect(wordsFor({ url: "redis://:planted@cache" })).to.equal(
      'Thing "one": size is (hidden: a URL with a password); allowed are small ones',
    );
    expect(wordsFor([output(secret("planted"))])).not.to.include("planted");
    expect(wordsFor(secret("planted"))).to.equal('Thing "one": size is (an Output); allowed are small ones');
  });
});
