import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import fc from "fast-check";
import { Address, and, Numeric, not, or, Text, truth, xor } from "#models/cloudflare/expression/build";
import { evaluate } from "#models/cloudflare/expression/evaluate";
import { lex } from "#models/cloudflare/expression/lex";
import { parse } from "#models/cloudflare/expression/parse";
import { print } from "#models/cloudflare/expression/print";
import { type Expression, ExpressionError, type Operand } from "#models/cloudflare/expression/syntax";

const CRATE = fileURLToPath(new URL("./engine/Cargo.toml", import.meta.url));
const TARGET = fileURLToPath(new URL("../../.cache/wirefilter", import.meta.url));
const RUNS = 4000;

interface Question {
  readonly expression: Expression;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Few letters, so that texts meet each other, and those that have to be escaped. */
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", "b", "A", "/", ".", '"', "\\", "*", "#", " ", "\n", "\r", "ä", "𝒳"),
    maxLength: 6,
  }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  // What ends a line to some engines and not to others.
  fc.constantFrom("\r", "\n", "\u2028", "\u00a0"),
);
const whole = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
const four = fc.oneof(fc.constantFrom("10.0.0.1", "10.0.0.255", "10.0.1.0", "0.0.0.0"), fc.ipV4());
const six = fc.oneof(fc.constantFrom("2001:db8::1", "2001:db8::", "::", "::ffff:10.0.0.1"), fc.ipV6());
const address = fc.oneof(four, six);

/** A CIDR block of an address: its host bits are cut away by asking the builder which ones it accepts. */
const block = fc
  .record({ bytes: fc.uint8Array({ minLength: 4, maxLength: 4 }), bits: fc.integer({ min: 0, max: 32 }) })
  .map(({ bytes, bits }) => {
    const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const kept = (value >> BigInt(32 - bits)) << BigInt(32 - bits);
    const parts = [24n, 16n, 8n, 0n].map((shift) => (kept >> shift) & 255n);
    return `${parts.join(".")}/${bits}`;
  });
const blocks = fc.oneof(block, fc.constantFrom("10.0.0.0/24", "2001:db8::/32", "::/0"));

/** Regular expressions, most of which both sides know; what the builder refuses is not asked. */
const pattern = fc
  .array(
    fc.constantFrom(
      "a",
      "b",
      ".",
      "^.$",
      "/",
      "a*",
      "b+?",
      "[a-b]",
      "[^a]",
      "(a|b)",
      "(?:ab)?",
      "^",
      "$",
      String.raw`\.`,
      String.raw`\"`,
      '"',
      String.raw`\d`,
      String.raw`\s`,
      String.raw`\W`,
      "{2}",
      '["]',
      "(?i)",
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""));

const field = (name: string): Operand => ({ kind: "field", name });
const host = new Text(field("http.host"));
const path = new Text(field("http.request.uri.path"));
const asn = new Numeric(field("ip.src.asnum"));
const source = new Address(field("ip.src"));
const order = fc.constantFrom("eq", "ne", "lt", "le", "gt", "ge");

const range = fc.tuple(whole, whole).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const subject = fc.constantFrom(host, path);
const nonEmpty = { minLength: 1, maxLength: 4 };

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(subject, fc.constantFrom("eq", "ne", "contains"), text).map(([of, how, value]) => {
    return how === "eq" ? of.eq(value) : how === "ne" ? of.ne(value) : of.contains(value);
  }),
  fc.tuple(subject, order, text).map(
    ([{ operand: left }, operator, value]): Expression => ({
      kind: "compare",
      left,
      operator: operator as "lt",
      right: { kind: "text", value },
    }),
  ),
  fc
    .tuple(subject, pattern)
    .filter(isAccepted)
    .map(([of, value]) => of.matches(value)),
  fc.tuple(subject, fc.array(text, nonEmpty)).map(([of, values]) => of.in(...values)),
  fc.tuple(order, whole).map(([operator, value]) => asn.compare(operator as "lt", value)),
  fc.array(fc.oneof(whole, range), nonEmpty).map((members) => asn.in(...members)),
  address.map((value) => source.eq(value)),
  fc.array(fc.oneof(address, blocks), nonEmpty).map((members) => source.in(...members)),
  fc.constantFrom("ssl", "cf.client.bot").map(truth),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    tie("expression").map((term) => not(term)),
    fc.array(tie("expression"), { minLength: 1, maxLength: 3 }).map((terms) => and(...terms)),
    fc.array(tie("expression"), { minLength: 1, maxLength: 3 }).map((terms) => or(...terms)),
    fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => xor(left, right)),
  ),
}));

const facts = fc.record({
  "http.host": text,
  "http.request.uri.path": text,
  "ip.src": address,
  "ip.src.asnum": whole,
  ssl: fc.boolean(),
  "cf.client.bot": fc.boolean(),
});

function isAccepted([of, value]: readonly [Text, string]): boolean {
  try {
    of.matches(value);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) {
      return false;
    }
    throw error;
  }
}

/** Version 0.6.1 knows no raw texts: a regular expression's quotes are escaped outside classes, nothing else is. */
function forEngine(printed: string): string {
  let result = "";
  let behind = 0;
  const tokens = lex(printed);
  for (const [index, { kind, value, at }] of tokens.entries()) {
    const next = tokens[index + 1]?.at ?? printed.length;
    if (kind === "raw") {
      const escaped = value.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\.|"/gs, (part) =>
        part === '"' ? '\\"' : part,
      );
      result += `${printed.slice(behind, at)}"${escaped}"`;
      behind = next === printed.length ? next : at + printed.slice(at, next).trimEnd().length;
    }
  }
  return result + printed.slice(behind);
}

/** Asks Cloudflare's engine, all questions at once. */
function askEngine(questions: readonly Question[]): unknown[] {
  const lines = questions.map(({ expression: asked, facts: given }) =>
    JSON.stringify({ expression: forEngine(print(asked)), facts: given }),
  );
  const { stdout, status, stderr } = spawnSync(`${TARGET}/debug/wirefilter-answers`, {
    input: `${lines.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(status, stderr).to.equal(0);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe("expressions in Cloudflare's own engine", () => {
  before(function () {
    this.timeout(600_000);
    execFileSync("cargo", ["build", "--locked", "--quiet", "--manifest-path", CRATE], {
      env: { ...process.env, CARGO_TARGET_DIR: TARGET },
      stdio: ["ignore", "ignore", "inherit"],
    });
  });

  it(`parse and evaluate the same there and here, ${RUNS} times`, function () {
    this.timeout(120_000);
    const questions = fc.sample(fc.record({ expression, facts }), { numRuns: RUNS, seed: 61 });
    const answers = askEngine(questions);
    const trues = answers.filter((answer) => answer === true).length;
    for (const [index, question] of questions.entries()) {
      const printed = print(question.expression);
      const context = `${printed}\n${JSON.stringify(question.facts)}`;
      expect(answers[index], context).to.equal(evaluate(question.expression, question.facts));
      expect(evaluate(parse(printed), question.facts), `parsed here: ${context}`).to.equal(answers[index]);
    }
    expect(trues, "questions answered with true").to.be.greaterThan(RUNS / 5);
    expect(answers.length - trues, "questions answered with false").to.be.greaterThan(RUNS / 5);
  });
});
