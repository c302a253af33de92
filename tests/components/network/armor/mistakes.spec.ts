import { expect } from "chai";
import { subexpressions } from "#components/network/armor/rules";
import { ArmorPolicy, type ArmorPolicyArgs } from "#components/network/armor-policy";

describe("components/network/ArmorPolicy: mistakes", () => {
  it("counts comparisons and not what stands in quotes", () => {
    expect(subexpressions("request.path == '/a && /b || /c'")).to.equal(1);
    expect(subexpressions(`a == "x\\"||y" && b == 'z' || c`)).to.equal(3);
  });

  const six = Array(6).fill("request.path == '/a'").join(" || ");
  const errors: [string, ArmorPolicyArgs, string][] = [
    [
      "a place among the others'",
      { rules: { a: { priority: 10_000, action: "deny", ranges: ["192.0.2.0/24"] } } },
      'rules["a"].priority is 10000; allowed are whole numbers from 1 to 9999',
    ],
    [
      "two rules at one place",
      {
        rules: {
          a: { priority: 1, action: "deny", ranges: ["192.0.2.0/24"] },
          b: { priority: 1, action: "deny", ranges: ["192.0.2.0/24"] },
        },
      },
      'rules["b"].priority is 1; allowed are numbers that no other rule has; "a" has this one',
    ],
    [
      "a long description",
      {
        rules: { a: { priority: 1, action: "deny", ranges: ["192.0.2.0/24"], description: "x".repeat(65) } },
      },
      "allowed are at most 64 characters",
    ],
    [
      "eleven ranges",
      { rules: { a: { priority: 1, action: "deny", ranges: Array(11).fill("192.0.2.0/24") } } },
      "allowed are 1 to 10 ranges; more go into another rule",
    ],
    [
      "what is no range",
      { rules: { a: { priority: 1, action: "deny", ranges: ["192.0.2.0"] } } },
      'rules["a"].ranges is "192.0.2.0"; allowed are ranges such as',
    ],
    [
      "ranges and an expression",
      { rules: { a: { priority: 1, action: "deny", ranges: ["192.0.2.0/24"], expression: "true" } } },
      "allowed are given, or else an expression, but not both",
    ],
    [
      "neither of both",
      { rules: { a: { priority: 1, action: "deny" } } },
      'rules["a"].ranges is missing; allowed are given, or else an expression',
    ],
    [
      "six comparisons",
      { rules: { a: { priority: 1, action: "deny", expression: six } } },
      "allowed are at most 5 comparisons joined by && and || (here 6)",
    ],
    [
      "a long expression",
      { rules: { a: { priority: 1, action: "deny", expression: "x".repeat(2049) } } },
      "allowed are 1 to 2048 characters",
    ],
    [
      "a status for what is allowed",
      { rules: { a: { priority: 1, action: "allow", ranges: ["192.0.2.0/24"], status: 403 } } },
      "allowed are none for what is allowed",
    ],
    ["nobody", { admit: { ranges: [] } }, "admit.ranges is []; allowed are at least one range"],
    ["no patterns", { waf: { sets: [] } }, "waf.sets is []; allowed are at least one set, or no waf at all"],
    [
      "a sensitivity that there is none of",
      { waf: { sensitivity: 5 } },
      "waf.sensitivity is 5; allowed are whole numbers from 0 to 4",
    ],
    [
      "a period that is not counted in",
      { rateLimit: { requests: 1, periodSeconds: 15 } },
      "rateLimit.periodSeconds is 15; allowed are 10, 30, 60",
    ],
    [
      "a ban above its own limit",
      { rateLimit: { requests: 10_001, periodSeconds: 60, banSeconds: 60 } },
      "rateLimit.requests is 10001; allowed are whole numbers from 1 to 10000 (with a ban)",
    ],
    [
      "a short ban",
      { rateLimit: { requests: 1, periodSeconds: 60, banSeconds: 1 } },
      "rateLimit.banSeconds is 1; allowed are whole numbers from 60 to 86400 (seconds)",
    ],
  ];
  for (const [what, args, words] of errors) {
    it(`refuses ${what}`, () => {
      expect(() => new ArmorPolicy("armor", args))
        .to.throw('ArmorPolicy "armor": ')
        .with.property("message");
      expect(() => new ArmorPolicy("armor", args)).to.throw(words);
    });
  }
});
