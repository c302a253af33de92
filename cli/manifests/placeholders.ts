import { isAsset, isRecord, isSecret, isUnknown, type Value } from "#graph/model";
import { type FieldType, fieldOf, typeOfKind } from "#models/kubernetes/fields/fields";

/** Where any text may be: programs read it, not the API. */
const FREE_TEXT = new Set(["annotations", "args", "command", "data", "stringData", "description", "message"]);

/** Fields whose values, or whose members' values, are quantities. */
const QUANTITIES = new Set([
  ...["limits", "requests", "hard", "capacity", "overhead", "default", "defaultRequest", "max", "min"],
  ...["maxLimitRequestRatio", "podFixed", "sizeLimit", "divisor", "averageValue"],
]);

/** Texts of fields that have a grammar: ranges and addresses for documentation (RFC 5737), a schedule, a time zone. */
const GRAMMARS: Readonly<Record<string, string>> = {
  cidr: "192.0.2.0/24",
  loadBalancerSourceRanges: "192.0.2.0/24",
  ip: "192.0.2.1",
  clusterIP: "192.0.2.1",
  externalIPs: "192.0.2.1",
  loadBalancerIP: "192.0.2.1",
  schedule: "0 0 1 1 *",
  timeZone: "Etc/UTC",
};

/** Ports of nodes, which have a range of their own. */
const NODE_PORTS = new Set(["nodePort", "healthCheckNodePort"]);

/** Fields of bytes, which the API takes as base64. */
const BYTES = new Set(["Secret.data", "ConfigMap.binaryData"]);

/** Where a value is in an object. */
interface Place {
  /** Type of the object that holds it, or of the value itself; undefined where it is not known. */
  readonly type: FieldType | undefined;
  /** Names from the object down; elements of lists have none. */
  readonly path: readonly string[];
  readonly kind: string;
}

/**
 * A Kubernetes object with placeholders for values that are secret or known only after the deployment. They have the
 * shape that the API takes in that place: a map, a number, a quantity, base64, or a name in which the words are told
 * with hyphens. In kinds of operators, whose types are not known, they are names.
 */
export function objectWithPlaceholders(object: Value, apiVersion: string, kind: string): Value {
  return filled(object, { type: typeOfKind(apiVersion, kind), path: [], kind });
}

/** Values of a chart with placeholders as text, since a chart's types are not known. */
export function valuesWithPlaceholders(value: Value): Value {
  const found = marker(value);
  if (found) {
    return found.text;
  }
  if (Array.isArray(value)) {
    return value.map(valuesWithPlaceholders);
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, valuesWithPlaceholders(each)]))
    : value;
}

function filled(value: Value, place: Place): Value {
  const found = marker(value);
  if (found) {
    return placeholder(found, place);
  }
  if (Array.isArray(value)) {
    const type = typeof place.type === "object" ? place.type[0] : undefined;
    return value.map((each) => filled(each, { ...place, type }));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      // The provider's SDK spells the extensions of OpenAPI so, since names with hyphens are none in code.
      key.replace(/^x_kubernetes_/, "x-kubernetes-").replace(/(?<=^x-kubernetes-.*)_/g, "-"),
      filled(member, {
        ...place,
        path: [...place.path, key],
        type: typeof place.type === "string" ? fieldOf(place.type, key) : undefined,
      }),
    ]),
  );
}

/** What a marker is called: in free text, and where the API takes names only. */
interface Marker {
  readonly text: string;
  readonly name: string;
}

function marker(value: Value): Marker | undefined {
  if (isUnknown(value)) {
    return { text: "<known after apply>", name: "known-after-apply" };
  }
  if (isSecret(value)) {
    return { text: "<secret>", name: "secret-value" };
  }
  return isAsset(value)
    ? { text: `<asset ${value.$asset}>`, name: `asset-${value.$asset}`.replace(/[^A-Za-z0-9]+/g, "-") }
    : undefined;
}

function placeholder(found: Marker, { type, path, kind }: Place): Value {
  switch (type) {
    case "number":
      return NODE_PORTS.has(path.at(-1) ?? "") ? 30_000 : 1;
    case "boolean":
      return false;
    case "map":
      return path.some((name) => QUANTITIES.has(name)) ? {} : { [found.name]: textAt(found, path, kind) };
    case "list":
      return [textAt(found, path, kind)];
    case undefined:
      return textAt(found, path, kind);
    default:
      return typeof type === "object" ? [] : {};
  }
}

function textAt({ text, name }: Marker, path: readonly string[], kind: string): string {
  if (BYTES.has(`${kind}.${path[0]}`) || path.at(-1) === "caBundle") {
    return Buffer.from(text).toString("base64");
  }
  if (path.some((each) => QUANTITIES.has(each))) {
    return "1";
  }
  const isEnvironment = path.at(-2) === "env" && path.at(-1) === "value";
  const grammar = path.includes("metadata") ? undefined : GRAMMARS[path.at(-1) ?? ""];
  if (grammar !== undefined && !path.some((each) => FREE_TEXT.has(each))) {
    return grammar;
  }
  return isEnvironment || path.some((each) => FREE_TEXT.has(each)) ? text : name;
}
