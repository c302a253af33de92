import type { KubernetesObject } from "../../cluster/api/object.ts";
import {
  isList,
  isPlain,
  revealRecord,
  SIGNATURE,
  secret,
  type Wire,
  type WireRecord,
} from "../../provider/wire.ts";

/*
 * Between what a program writes and what the API takes: the SDK has underscores where definitions of custom
 * resources have hyphens, and secrets are marked, which the API knows nothing of.
 */

const HYPHENATED = [
  "embedded-resource",
  "int-or-string",
  "list-map-keys",
  "list-type",
  "map-type",
  "preserve-unknown-fields",
  "validations",
].map((name) => `x-kubernetes-${name}`);
const TO_HYPHENS = new Map(HYPHENATED.map((name) => [name.replaceAll("-", "_"), name]));
const TO_UNDERSCORES = new Map(HYPHENATED.map((name) => [name, name.replaceAll("-", "_")]));

/** Inputs as the API takes them. */
export function toObject(inputs: WireRecord): KubernetesObject {
  return renamed(revealRecord(inputs), TO_HYPHENS) as KubernetesObject;
}

/** An object of the API as outputs, with those values marked as secret that were secret in the inputs. */
export function toOutputs(object: KubernetesObject, inputs: WireRecord): WireRecord {
  const outputs = withSecrets(renamed(object, TO_UNDERSCORES) as WireRecord, inputs);
  return isSecretObject(object)
    ? { ...outputs, ...marked(outputs, "data"), ...marked(outputs, "stringData") }
    : outputs;
}

/** Marks what is secret in the inputs; a list with a secret in it is secret whole. */
function withSecrets(outputs: WireRecord, inputs: WireRecord): WireRecord {
  const entries = Object.entries(outputs).map(([key, value]): [string, Wire] => {
    const input = inputs[key];
    if (input === undefined) {
      return [key, value];
    }
    if (isPlain(value) && isPlain(input)) {
      return [key, withSecrets(value, input)];
    }
    return [key, holdsSecret(input) && !isMarked(value) ? secret(value) : value];
  });
  return Object.fromEntries(entries);
}

function marked(outputs: WireRecord, key: string): WireRecord {
  const value = outputs[key];
  if (value === undefined || isMarked(value)) {
    return {};
  }
  return { [key]: secret(revealRecord({ value })["value"] ?? null) };
}

function isSecretObject({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === "v1" && kind === "Secret";
}

function isMarked(value: Wire): boolean {
  return typeof value === "object" && value !== null && SIGNATURE in value;
}

function holdsSecret(value: Wire): boolean {
  if (isList(value)) {
    return value.some(holdsSecret);
  }
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return isMarked(value) || Object.values(value).some(holdsSecret);
}

function renamed(value: Wire, names: ReadonlyMap<string, string>): Wire {
  if (isList(value)) {
    return value.map((item) => renamed(item, names));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => [names.get(key) ?? key, renamed(inside, names)]),
  );
}
