import { expect } from "chai";
import fc from "fast-check";
import { decide } from "#models/cloudflare/expression/decide";
import { evaluate } from "#models/cloudflare/expression/evaluate";
import { factsOf } from "#models/cloudflare/expression/facts";
import { parse } from "#models/cloudflare/expression/parse";

const FACTS = factsOf({ url: "https://example.com/api/orders" });
const API = 'starts_with(http.request.uri.path, "/api/")';
const ADMIN = 'starts_with(http.request.uri.path, "/admin/")';
const UNKNOWN = 'cf.example.new_field eq "x"';

const read = (text: string) => decide(parse(text, { anyNames: true }), FACTS);

describe("deciding an expression of which not everything is known", () => {
  for (const [text, expected] of [
    [API, true],
    [ADMIN, false],
    [UNKNOWN, undefined],
    [`${ADMIN} and ${UNKNOWN}`, false],
    [`${UNKNOWN} and ${ADMIN}`, false],
    [`${API} and ${UNKNOWN}`, undefined],
    [`${API} or ${UNKNOWN}`, true],
    [`${UNKNOWN} or ${API}`, true],
    [`${ADMIN} or ${UNKNOWN}`, undefined],
    [`not ${UNKNOWN}`, undefined],
    [`not (${API} or ${UNKNOWN})`, false],
    [`${API} xor ${UNKNOWN}`, undefined],
    [`${API} xor ${ADMIN}`, true],
    ["ip.src in $office", undefined],
    [`ip.src in $office and ${ADMIN}`, false],
    ["sha256(http.request.uri.path) eq 1", undefined],
    ['any(http.request.headers["x-a"][*] eq "1")', false],
    ['any(http.request.jwt.claims["a"][*] eq "1")', undefined],
  ] as const) {
    it(`I18 ${expected === undefined ? "cannot tell" : `is ${expected} for`} ${text}`, () => {
      expect(read(text)).to.equal(expected);
    });
  }

  it("I18 agrees with the evaluator where everything is known, and never contradicts it where not", () => {
    const leaf = fc.constantFrom(
      API,
      ADMIN,
      "ssl",
      "cf.client.bot",
      'http.request.method eq "GET"',
      "cf.hidden",
    );
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        leaf,
        tie("expression").map((term) => `not (${term})`),
        fc
          .tuple(tie("expression"), fc.constantFrom("and", "or", "xor"), tie("expression"))
          .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        const tree = parse(text, { anyNames: true });
        const possible = [true, false].map((hidden) => evaluate(tree, { ...FACTS, "cf.hidden": hidden }));
        const decided = decide(tree, FACTS);
        if (decided === undefined) {
          expect(text).to.include("cf.hidden");
        } else {
          expect(possible).to.deep.equal([decided, decided]);
        }
      }),
    );
  });

  it("reads no field or function by the name of nothing", () => {
    for (const text of ["Nonsense eq 1", "a..b eq 1", '"x" eq "x"']) {
      expect(() => parse(text, { anyNames: true }), text).to.throw("expected");
    }
    expect(() => parse(UNKNOWN)).to.throw("a known field");
  });
});
