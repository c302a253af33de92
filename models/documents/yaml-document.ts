import { type Document, LineCounter, type Node, parseDocument, visit, type YAMLError } from "yaml";
import { DocumentError } from "./document-error.ts";

/** A YAML document, and the places of its nodes. */
export interface YamlDocument {
  readonly document: Document.Parsed;
  /** What it holds, as plain values. */
  readonly value: unknown;
  /** Line, from 1, of an offset. */
  lineAt(offset: number): number;
}

/**
 * Reads one YAML document, which can be written as JSON: aliases that contain themselves, or expand to more than
 * anyone writes, are refused.
 *
 * @param file how errors name the file
 * @throws DocumentError with the line of the first mistake
 */
export function parseYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "error" });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const fail = (line: number, words: string) => new DocumentError(`${file}:${line}  invalid YAML: ${words}`);
  const [broken] = document.errors;
  if (broken) {
    throw fail(lineAt(startOf(broken, document)), wordsOf(broken));
  }
  const wrong = wrongNode(document);
  if (wrong) {
    throw fail(lineAt(wrong.node.range?.[0] ?? 0), wrong.problem);
  }
  try {
    return { document, value: document.toJS(), lineAt };
  } catch {
    throw fail(1, "its aliases expand to too much");
  }
}

/** The parser's words, without its own place and its advice to programmers. */
function wordsOf({ code, message }: YAMLError): string {
  if (code === "MULTIPLE_DOCS") {
    return "found several documents, expected one";
  }
  return code === "RESOURCE_EXHAUSTION"
    ? "it is nested too deeply"
    : (message.split(/ at line \d|\n/)[0] ?? message);
}

/** Offset of a mistake: of an open quote it is the quote's, not the end of the file. */
function startOf({ code, pos: [start] }: YAMLError, document: Document.Parsed): number {
  let found = start;
  if (code === "MISSING_CHAR") {
    visit(document, {
      Scalar(_key, { range, type }) {
        if (range && type?.startsWith("QUOTE") && range[1] >= start) {
          found = Math.min(found, range[0]);
        }
      },
    });
  }
  return found;
}

/** The first node that no JSON has. */
function wrongNode(document: Document.Parsed): { readonly node: Node; readonly problem: string } | undefined {
  let found: { readonly node: Node; readonly problem: string } | undefined;
  visit(document, {
    Alias(_key, node, path) {
      const target = node.resolve(document);
      const problem =
        target === undefined
          ? `there is no anchor &${node.source} before it`
          : path.includes(target) && `the alias *${node.source} contains itself`;
      return problem ? stop(node, problem) : undefined;
    },
    Pair(_key, { key }) {
      const node = key as Node | null;
      return node && typeof node === "object" && "items" in node
        ? stop(node, "a key is a mapping or a list, expected text")
        : undefined;
    },
  });
  return found;

  function stop(node: Node, problem: string): symbol {
    found = { node, problem };
    return visit.BREAK;
  }
}
