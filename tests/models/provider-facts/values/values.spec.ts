import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { refusedCount, refusedScalar } from "#models/provider-facts/values/allowed";
import { type FormatName, formatOf } from "#models/provider-facts/values/formats";
import type { ValueRule } from "#models/provider-facts/values/rule";
import { typeRules, VALIDATED_PACKAGES, valueTable } from "#models/provider-facts/values/value-rules";
import { shapesOf } from "../../../engine/simulators/sdk/shapes.ts";

const require = createRequire(import.meta.url);

const FORMATS: Readonly<Record<FormatName, readonly [good: string, bad: string]>> = {
  aDayOrMore: ["86400s", "86399s"],
  base64: ["YWI=", "a"],
  cidr: ["10.0.0.1/8", "10.0.0.0/33"],
  dnsLabel: ["api", "Api"],
  dnsSubdomain: ["a.b", "a..b"],
  goDuration: ["1h30m", "90"],
  hour: ["03:00", "03:30"],
  ip: ["2001:db8::1", "10.0.0"],
  json: ["{}", "{"],
  labelKey: ["example.com/name", "/name"],
  labelValue: ["", "-a"],
  minute: ["03:30", "24:00"],
  network: ["10.6.0.0/20", "10.6.1.0/20"],
  network28: ["172.16.0.0/28", "172.16.0.0/24"],
  notEmpty: ["a", ""],
  privateNetwork: ["192.168.0.0/16", "192.0.2.0/24"],
  quantity: ["500m", "4GB"],
  regexp: ["a+", "("],
  rfc3339: ["2026-11-28T00:00:00Z", "2026-11-28"],
  schedule: ["@every 1h", "0 3 * *"],
  timeZone: ["Europe/Berlin", "PST"],
  true: ["true", "false"],
  wildcardHostName: ["*.example.com", "*"],
};

describe("the values that providers accept", () => {
  for (const name of VALIDATED_PACKAGES) {
    it(`of ${name} state day, source and the installed package, and are paths of its types`, () => {
      const { generated, source, npm, types } = valueTable(name);
      const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
      expect(generated).to.match(/^\d{4}-\d{2}-\d{2}$/);
      expect(source).to.match(/terraform-provider-\w+/);
      expect(npm).to.equal(version);
      const { resources } = shapesOf(name);
      const undeclared = Object.entries(types).flatMap(([type, { props = {} }]) =>
        Object.keys(props)
          .filter((path) => !(/^[^.[{]+/.exec(path)?.[0] ?? "") || !resources[type])
          .map((path) => `${type} ${path}`),
      );
      expect(undeclared).to.deep.equal([]);
    });

    it(`of ${name} have patterns and formats that can be checked`, () => {
      const rules = Object.values(valueTable(name).types).flatMap(({ props = {} }) => Object.values(props));
      for (const { pattern, keyPattern, format } of rules) {
        expect(() => new RegExp(pattern ?? keyPattern ?? "")).not.to.throw();
        expect(format === undefined || formatOf(format) !== undefined, format).to.equal(true);
      }
      expect(rules.length).to.be.greaterThan(100);
    });
  }

  it("are undefined for what no provider of the tables has", () => {
    expect(typeRules("random:index/randomPassword:RandomPassword")).to.equal(undefined);
    expect(typeRules("gcp:compute/network:Missing")).to.equal(undefined);
  });

  it("tell good from bad in every format", () => {
    for (const [name, [good, bad]] of Object.entries(FORMATS)) {
      const rule = { format: name as FormatName };
      expect(refusedScalar(rule, good), `${name} ${good}`).to.equal(undefined);
      expect(refusedScalar(rule, bad), `${name} ${bad}`).to.be.a("string").and.not.equal("");
    }
  });

  const cases: readonly (readonly [ValueRule, string | number | boolean, string | undefined])[] = [
    [{ enum: ["A", "B"] }, "a", '"A", "B"'],
    [{ enum: ["A", "B"], ignoreCase: true }, "a", undefined],
    [{ enum: [1] }, "1", undefined],
    [{ exclusiveMin: 0 }, 0, "numbers above 0"],
    [{ max: 3 }, "4", "numbers up to 3"],
    [{ max: 3 }, "many", undefined],
    [{ minLength: 2 }, "a", "at least 2 characters"],
    [{ minLength: 2, orEmpty: true }, "", undefined],
    [{ pattern: "b" }, "abc", undefined],
    [{ not: ["x"] }, "x", "all but x"],
    [{ anyOf: [{ enum: [0] }, { min: 5, max: 6 }] }, 7, "0, or numbers from 5 up to 6"],
  ];
  for (const [rule, value, allowed] of cases) {
    it(`of ${JSON.stringify(rule)}: ${JSON.stringify(value)} ${allowed === undefined ? "passes" : "is refused"}`, () => {
      expect(refusedScalar(rule, value)).to.equal(allowed);
    });
  }

  it("count elements and keys", () => {
    expect(refusedCount({ minItems: 1 }, 0)).to.equal("at least 1");
    expect(refusedCount({ maxKeys: 1 }, 2)).to.equal("at most 1");
    expect(refusedCount({}, 9)).to.equal(undefined);
  });
});
