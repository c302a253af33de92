import { Document, type Scalar, type ScalarTag, visit } from "yaml";

/** Words that a reader of YAML 1.1 takes for a flag, nothing or a number (`E5`), and one of 1.2 partly too. */
const WORDS = /^(y|yes|n|no|true|false|on|off|null|nan|inf|e[-+]?[\d_]+)$/i;

/**
 * Texts that every reader takes for themselves without quotes: they begin with a letter or a slash, which no number,
 * date or operator does, and have no character with a meaning.
 */
const PLAIN = /^[A-Za-z/][A-Za-z0-9/._@+-]*( [A-Za-z0-9/._@+-]+)*$/;

/**
 * Lines that a block shows as they are: printable, without characters that only some readers take for line breaks, or that
 * change the direction of text.
 */
const BLOCK =
  /^(?=\S)[\t\n\x20-\x7e\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*(?<=\S)\n?$/;

/** Characters that readers or terminals take for more than text; blocks and plain texts have none. */
const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Numbers with an exponent: readers of YAML 1.1 take them for texts unless they have a point. */
const EXPONENT: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => typeof value === "number" && String(value).includes("e"),
  resolve: Number,
  stringify: ({ value }) => String(value).replace(/^(-?\d+)e/, "$1.0e"),
};

/**
 * A value as YAML that readers of version 1.1, such as kubectl and Helm, and of version 1.2 take for the same. Texts are
 * quoted unless they are words; those of several lines are blocks.
 */
export function toYaml(value: unknown): string {
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    customTags: (tags) => [EXPONENT, ...tags],
  });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string") {
        node.type = styleOf(node.value);
      }
    },
  });
  return document
    .toString({ lineWidth: 0, blockQuote: "literal", doubleQuotedAsJSON: true })
    .replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function styleOf(text: string): Scalar.Type {
  if (PLAIN.test(text) && !WORDS.test(text)) {
    return "PLAIN";
  }
  return text.includes("\n") && BLOCK.test(text) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
}
