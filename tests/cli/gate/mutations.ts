import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";
import { stackFileText } from "../../support/project.ts";
import { PLANTED } from "./programs.ts";

/** A stack file with one mistake. */
export interface Mutation {
  readonly stack: string;
  readonly kind: string;
  /** Configuration path of what is changed, such as `strata:database.pool.open`. */
  readonly path: string;
  readonly text: string | Uint8Array;
  /** Lines, from 1, of the change: that of the key, and that of the key above it. */
  readonly lines: readonly number[];
}

export const STACKS = ["howlerops", "nextjs"].flatMap((system) =>
  ["dev", "staging", "prod"].map((environment) => `${system}-${environment}`),
);

/** A setting in the text of a stack file. */
interface Setting {
  readonly path: string;
  readonly key: string;
  readonly value: Node;
  readonly start: number;
  /** End of the key. */
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly end: number;
  readonly lines: readonly number[];
}

/** Text in place of a part of another; undefined where a kind of mistake does not apply. */
type Change = (text: string, setting: Setting) => string | Uint8Array | undefined;

const withValue = (text: string, { valueStart, end }: Setting, value: string) =>
  `${text.slice(0, valueStart)}${value}${text.slice(end)}`;

const isNumber = ({ value }: Setting) => isScalar(value) && typeof value.value === "number";
const isText = ({ value }: Setting) => isScalar(value) && typeof value.value === "string";

/** A change of the value, where it applies. */
const value =
  (make: (setting: Setting) => string | undefined): Change =>
  (text, setting) => {
    const made = make(setting);
    return made === undefined ? undefined : withValue(text, setting, made);
  };

/** Bytes in place of one byte of the value. */
const byte =
  (bytes: readonly number[]): Change =>
  (text, { valueStart }) => {
    const before = Buffer.from(text.slice(0, valueStart));
    return Buffer.concat([before, Buffer.from(bytes), Buffer.from(text.slice(valueStart + 1))]);
  };

/** Kinds of mistakes. */
export const KINDS: Readonly<Record<string, Change>> = {
  "a list": value(({ value: node }) => (isSeq(node) ? undefined : "[1, 2]")),
  "a mapping": value(({ value: node }) => (isMap(node) ? undefined : "{ zzqq: 1 }")),
  "a text for a collection": value(({ value: node }) => (isScalar(node) ? undefined : "zzqq")),
  "a text for a number": value((setting) => (isNumber(setting) ? "many" : undefined)),
  "a number for a text": value((setting) => (isText(setting) ? "5" : undefined)),
  true: value(() => "true"),
  null: value(() => "null"),
  nothing: value(() => ""),
  "an empty text": value(() => '""'),
  "a unit": value((setting) =>
    isNumber(setting) ? `${String((setting.value as Scalar).value)}Mi` : undefined,
  ),
  "a number in quotes": value((setting) =>
    isNumber(setting) ? `"${String((setting.value as Scalar).value)}"` : undefined,
  ),
  "a fraction": value((setting) => (isNumber(setting) ? "1.5" : undefined)),
  "a negative number": value((setting) => (isNumber(setting) ? "-1" : undefined)),
  "a number without end": value((setting) => (isNumber(setting) ? ".inf" : undefined)),
  "a huge number": value((setting) => (isNumber(setting) ? "123456789012345678901234567890" : undefined)),
  "an escape code": value((setting) => (isText(setting) ? '"\\u001b[31mred"' : undefined)),
  "a misspelt secret": value(() => `{ secrue: ${PLANTED} }`),
  "a secret with more": value(() => `{ secure: ${PLANTED}, more: 1 }`),
  "a secret that is a list": value(() => `{ secure: [${PLANTED}] }`),
  "an unknown key": (text, { start, lines }) => {
    const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
    return lines.length > 0 && /^\s*$/.test(indent) && /(^|\n)\s*$/.test(text.slice(0, start))
      ? `${text.slice(0, start)}zzqqzzqqzz: 1\n${indent}${text.slice(start)}`
      : undefined;
  },
  "a misspelt key": (text, { start, key, keyEnd }) =>
    `${text.slice(0, start)}${key.slice(0, -1)}${text.slice(keyEnd)}`,
  "a key in capitals": (text, { start, key, keyEnd }) =>
    `${text.slice(0, start)}${key.toUpperCase()}${text.slice(keyEnd)}`,
  "a removed key": (text, { start, end }) => {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const to = text.indexOf("\n", end - 1) + 1;
    return /^\s*$/.test(text.slice(from, start))
      ? text.slice(0, from) + text.slice(to || undefined)
      : undefined;
  },
  "a key twice": (text, { start, end }) => {
    const from = text.lastIndexOf("\n", start - 1) + 1;
    return /^\s*$/.test(text.slice(from, start))
      ? `${text.slice(0, end)}\n${text.slice(from, end)}${text.slice(end)}`
      : undefined;
  },
  "an open bracket": value(() => "["),
  "an open quote": value(() => '"open'),
  "a tab": (text, { start }) =>
    `${text.slice(0, text.lastIndexOf("\n", start - 1) + 1)}\t${text.slice(start)}`,
  "an unknown alias": value(() => "*zzqq"),
  "an alias of itself": value(() => "&zzqq { a: *zzqq }"),
  "a second document": (text, { end }) => `${text.slice(0, end)}\n---\nconfig: {}\n`,
  "a byte that is no text": byte([0xff]),
  "a NUL": byte([0]),
};

/** Settings of a stack file: each key below `config`, at any depth. */
function settingsOf(text: string): Setting[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const settings: Setting[] = [];
  visit(document, {
    Pair(_index, pair, ancestors) {
      const { key, value: node } = pair as Pair<Scalar<string>, Node>;
      const above = ancestors.filter(isPair).map((each) => (each as Pair<Scalar<string>>).key);
      if (above.length === 0 || !key.range || !node?.range) {
        return;
      }
      const [, ...names] = [...above, key].map(({ value: name }) => name);
      settings.push({
        path: names.join("."),
        key: key.value,
        value: node,
        start: key.range[0],
        keyEnd: key.range[1],
        valueStart: node.range[0],
        // A block ends with its last line, not before the next key.
        end: node.range[0] + text.slice(node.range[0], node.range[1]).trimEnd().length,
        lines: [...above, key].map(({ range }) => counter.linePos(range?.[0] ?? 0).line).reverse(),
      });
    },
  });
  return settings;
}

/** All mistakes of all kinds: each kind at each setting of each stack file. */
export function allMutations(): Mutation[] {
  return STACKS.flatMap((stack) => {
    const text = stackFileText(stack);
    return settingsOf(text).flatMap((setting) =>
      Object.entries(KINDS).flatMap(([kind, change]) => {
        const changed = change(text, setting);
        const { path, lines } = setting;
        return changed === undefined ? [] : [{ stack, kind, path, text: changed, lines }];
      }),
    );
  });
}
