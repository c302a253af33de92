import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { toYaml } from "#cli/manifests/yaml";

/** What each reader takes texts for that look like something else, in one version of YAML or in both. */
const AMBIGUOUS = [
  ...["y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"],
  ...[
    "true",
    "True",
    "TRUE",
    "false",
    "False",
    "null",
    "Null",
    "NULL",
    "~",
    "",
    " ",
    "=",
    "<<",
    "-",
    "?",
    ":",
  ],
  ...[
    "0",
    "-0",
    "+1",
    "012",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1:30",
    "190:20:30.15",
    "1e3",
    "1.",
    ".5",
    ".5e3",
  ],
  ...[
    "1e+21",
    "6.02_3",
    ".inf",
    "-.INF",
    ".nan",
    "NaN",
    "nan",
    "E5",
    "inf",
    "2026-11-28",
    "2026-11-28T01:02:03Z",
  ],
  ...[
    "2001-12-14 21:59:43.10 -5",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "#a",
    "a #b",
    "a: b",
    "a:",
    "- a",
  ],
  ...[
    "{a}",
    "[a]",
    "a, b",
    "'a'",
    '"a"',
    "a\\b",
    " a",
    "a ",
    "\ta",
    "---",
    "...",
    "<known after apply>",
    "<secret>",
  ],
  ...[
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    "\na",
    "  a\nb",
    "a \nb",
    "a\n ",
    "a\n\t",
    "a\r\nb",
    "a\rb",
    "%a\nb",
    "---\na",
    "# a\nb",
  ],
  ...[
    "a\u0085b",
    "a\u2028b\nc",
    "\ufeffa",
    "a\u007fb",
    "a\u0000b",
    "a\u00a0b",
    "größe",
    "日本",
    "😀\nb",
    "a\u0001\nb",
  ],
];

function expectRead(value: unknown): void {
  const text = toYaml(value);
  for (const version of ["1.1", "1.2"] as const) {
    expect(parse(text, { version, logLevel: "error" }), `${version}: ${text}`).to.deep.equal(value);
  }
}

describe("YAML of manifests", () => {
  for (const text of AMBIGUOUS) {
    it(`I10 keeps ${JSON.stringify(text)} a text, for readers of 1.1 and of 1.2`, () => {
      expectRead({ verifyClient: text, nested: { list: [text, { [text]: text }] } });
    });
  }

  it("I10 quotes whatever could be taken for a flag, a number, a date or an operator", () => {
    for (const text of AMBIGUOUS.filter((each) => !each.includes("\n"))) {
      expect(toYaml({ a: text }), text).to.match(/^a: ".*"\n$/);
    }
    expect(toYaml({ a: "web", b: "apps/v1", c: "to be read", d: "a\nb\n", e: ["gc"] })).to.equal(
      "a: web\nb: apps/v1\nc: to be read\nd: |\n  a\n  b\ne:\n  - gc\n",
    );
  });

  it("I10 keeps any text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme-composite" }),
      fc.string({
        unit: fc.constantFrom(..."\n\t \r:#-'\"|>%&*!?{}[],0123456789.eE_xo+~=<yn\u0085\u2028\ufeff"),
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => expectRead({ ...value })),
      { numRuns: 2000 },
    );
  });

  it("I10 keeps numbers, flags and nothing", () => {
    expectRead({ a: 1e21, b: 1e-7, c: 1.5, d: -3, e: true, f: false, g: null, h: 2 ** 53, i: [], j: {} });
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) =>
        expectRead({ a: number === 0 ? 0 : number }),
      ),
    );
  });
});
