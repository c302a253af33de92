import { isRecord, type Node, type PlainSecret, SECRET, type Value, type Values } from "../../model.ts";

/**
 * Turns the placeholders of encrypted configuration that a program read in plain form into secrets, and tells where they
 * are: deployed, the decrypted value would be there in plain text.
 */
export function hidePlaceholders(node: Node, placeholder: string): Node {
  const found: PlainSecret[] = [];
  const hide = (value: Value, at: PlainSecret["at"]): Value => {
    if (typeof value === "string") {
      if (!value.includes(placeholder)) {
        return value;
      }
      found.push({ at, from: "configuration" });
      return SECRET;
    }
    if (Array.isArray(value)) {
      return value.map((item: Value, index) => hide(item, [...at, index]));
    }
    return isRecord(value) ? hideAll(value, at) : value;
  };
  const hideAll = (values: Values, at: PlainSecret["at"]): Values =>
    Object.fromEntries(Object.entries(values).map(([key, member]) => [key, hide(member, [...at, key])]));

  const inputs = hideAll(node.inputs, []);
  // The outputs of a stack are all that it has.
  const published = node.published && hideAll(node.published, []);
  return found.length === 0
    ? node
    : { ...node, inputs, published, plainSecrets: [...(node.plainSecrets ?? []), ...found] };
}
