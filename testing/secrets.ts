import { isAsset, isRecord, type Value } from "#graph/model";
import { pathTo } from "./path.ts";
import type { RecordedStack } from "./stack.ts";

/** Where a text that has to be secret is readable. */
export interface PlainSecret {
  /** URN of the resource; that of the stack for a stack output. */
  readonly urn: string;
  /** Property that holds it, such as `inputs.stringData.password`. */
  readonly path: string;
  /** Which of the texts it is, counted from 0: the text itself is never shown. */
  readonly index: number;
}

/**
 * Every place of a recorded stack (inputs, published data, stack outputs, options and ids) in which one of the texts
 * can be read, as it is or in base64, hexadecimal or percent-encoding. Plant texts by `secretConfig` and expect an empty list.
 *
 * @param planted texts that have to stay secret, each of at least four characters
 * @throws Error on a shorter text, which would be found by chance
 */
export function plainSecrets(stack: RecordedStack, planted: readonly string[]): PlainSecret[] {
  const short = planted.findIndex((text) => text.length < SHORTEST);
  if (short >= 0) {
    throw new Error(`planted[${short}] has fewer than ${SHORTEST} characters and would be found by chance`);
  }
  const forms = planted.map(formsOf);
  return stack.graph.nodes.flatMap(({ urn, inputs, published, settings, read }) => {
    const found: PlainSecret[] = [];
    const look = (value: unknown, path: string) => {
      for (const [text, at] of textsIn(value, path)) {
        forms.forEach((each, index) => {
          if (each.some((form) => text.includes(form))) {
            found.push({ urn, path: at, index });
          }
        });
      }
    };
    look(inputs, "inputs");
    look(published, "published");
    look(settings, "settings");
    look(read?.id, "id");
    return found;
  });
}

const SHORTEST = 4;

function formsOf(text: string): string[] {
  const hex = Buffer.from(text).toString("hex");
  const encoded = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), hex];
  // The start of base64 that does not depend on what follows; other offsets are those of a text in a longer one.
  const base64 = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const first = Math.ceil((offset * 8) / 6);
    return bytes.toString("base64").slice(first, Math.floor((bytes.length * 8) / 6));
  });
  return [...new Set([...encoded, ...base64.filter((form) => form.length >= SHORTEST)])];
}

function* textsIn(value: unknown, path: string): Generator<readonly [text: string, path: string]> {
  if (typeof value === "string") {
    yield [value, path];
  } else if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) {
      yield* textsIn(member, pathTo(path, index));
    }
  } else if (isRecord(value) && !isAsset(value)) {
    for (const [key, member] of Object.entries<Value>(value)) {
      yield [key, pathTo(path, key)];
      yield* textsIn(member, pathTo(path, key));
    }
  }
}
