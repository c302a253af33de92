import { meaningOf } from "./names.ts";
import { type FoundCredential, shapesIn } from "./shapes.ts";
import { isLiteral, isPointer, isRandom } from "./values.ts";

/** Whether a text can name a credential at all. */
const ANY_NAME = /pass|pwd|secret|token|key|cred|auth|dsn|webhook|salt|cookie|pin\b|pat\b/i;

/**
 * A setting in a file, in arguments or in a query: `name = value`, `name: value`, `"name": "value"`, `--name=value`,
 * `?name=value`.
 */
const SETTING =
  /(?<![\w.$%@/-])(?:--?)?["']?(?<name>[A-Za-z_][\w.-]{1,80})(?:\\{0,3}["'])?[ \t]{0,20}(?:=>|:=|=|:)[ \t]{0,20}(?:\\{1,3}")?(?<value>"(?:[^"\\\n]|\\.){1,4096}"|'[^'\n]{1,4096}'|[^\s"'`,;&|<>(){}[\]\\]{1,4096})(?<after>[([]?)/g;

/** `--password hunter2`, `requirepass hunter2` in redis.conf, `-pHunter2` of MySQL's tools, `-u user:password` of curl. */
const ARGUMENT =
  /(?<=^|[\s"'])--?(?<name>[A-Za-z][\w-]{1,60})[ \t]+(?<value>"[^"\n]+"|'[^'\n]+'|[^\s"'-][^\s"']*)/g;
const DIRECTIVE =
  /^[ \t]*(?<name>requirepass|masterauth|password|auth_pass)[ \t]+(?<value>"[^"\n]+"|'[^'\n]+'|[^\s"'#=:]+)[ \t]*$/gm;
const MYSQL =
  /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b[^\n|;&]*?\s(?<name>-p)(?<value>[^\s"'$-][^\s"']*)/g;
const CURL = /\bcurl\b[^\n|;&]*?\s(?:-u|--user)[ =]?["']?(?<name>[^\s:"'$]+):(?<value>[^\s"'$][^\s"']*)/g;
const TOOL = /mysql|mariadb|curl|redis-cli/;
const REDIS = /\bredis-cli\b[^\n|;&]*?\s(?<name>-a)[ =](?<value>[^\s"'$-][^\s"']*)/g;

/** Results by text: a plan has each string several times, and policies and printing search it, too. */
const searched = new Map<string, readonly FoundCredential[]>();
const MOST_SEARCHED = 50_000;

/** Credentials in a text: by shape, and by the names beside them. */
export function credentialsInText(text: string): readonly FoundCredential[] {
  let found = searched.get(text);
  if (!found) {
    if (searched.size >= MOST_SEARCHED) {
      searched.clear();
    }
    found = [...search(text)];
    searched.set(text, found);
  }
  return found;
}

function* search(text: string): Iterable<FoundCredential> {
  yield* shapesIn(text);
  if (text.length >= 6 && ANY_NAME.test(text)) {
    // In prose, "pass" is a verb.
    yield* named(text, SETTING, (name, value) => name !== "pass" && isCredential(name, value));
    yield* named(text, ARGUMENT, isCredential);
    // Only such names are matched.
    yield* named(text, DIRECTIVE, (_name, value) => isLiteral(value, false));
  }
  for (const tool of TOOL.test(text) ? [MYSQL, CURL, REDIS] : []) {
    for (const { groups, index, 0: all } of text.matchAll(tool)) {
      const { value = "" } = groups ?? {};
      if (!isPointer(value)) {
        yield found(index + all.length - value.length, value.length, undefined);
      }
    }
  }
}

function* named(
  text: string,
  pattern: RegExp,
  isCredential: (name: string, value: string) => boolean,
): Iterable<FoundCredential> {
  for (const { groups, index, 0: all } of text.matchAll(pattern)) {
    const { name = "", value: written = "", after = "" } = groups ?? {};
    const isQuoted = /^["']/.test(written);
    const value = isQuoted ? written.slice(1, -1) : written;
    // A call or an index makes it code.
    if ((after === "" || isQuoted) && !isComment(text, index) && isCredential(name, value)) {
      const end = index + all.length - after.length - (isQuoted ? 1 : 0);
      yield found(end - value.length, value.length, name);
    }
  }
}

/** Whether a setting in a text is a credential: names are those of any program, so the value has to look like one. */
export function isCredential(name: string, value: string): boolean {
  switch (meaningOf(name)) {
    case "password":
      return isLiteral(value, false);
    case "secret":
      return isLiteral(value, true);
    case "random":
      return isRandom(value);
    default:
      return false;
  }
}

function isComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", index - 1) + 1, index);
  return /^\s*(#|\/\/|--\s|\*)/.test(line);
}

function found(start: number, length: number, name: string | undefined): FoundCredential {
  return { kind: "a credential", start, end: start + length, ...(name === undefined ? {} : { name }) };
}
