import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { DEFINITIONS, NGINX_API_VERSION } from "#components/ingress/nginx/definitions/definitions";
import {
  HOST_NAME_POLICY,
  HOST_NAME_POLICY_KIND,
  HOST_NAME_POLICY_VERSION,
} from "#components/network-policy/host-names";
import { type Graph, isRecord, isSecret, isUnknown, type Value, type Values } from "#graph/model";
import type { JsonSchema, SchemaFile } from "#tools/schemas/extract";
import { SOURCES } from "#tools/schemas/sources";
import { REPOSITORY } from "../project.ts";

/**
 * Checks Kubernetes objects against the schemas of their kinds as strictly as an API server that is told to
 * refuse unknown fields: Kubernetes' own, and those of cert-manager, External Secrets and the Prometheus
 * operator (`tests/schemas`, read from the projects' modules by `tools/schemas.ts`), and what the components
 * declare themselves.
 */

/** What is wrong with an object, as `Deployment shop/api: spec.template: …`; empty when nothing is. */
export function objectErrors(object: Values): string[] {
  const kind = `${object["apiVersion"]}/${object["kind"]}`;
  const validate = validatorOf(kind);
  if (!validate) {
    return [`${kind}: there is no schema of this kind`];
  }
  validate(object);
  return (validate.errors ?? [])
    .filter(({ keyword, instancePath }) => !SUMMARIES.has(keyword) && !isLater(object, instancePath))
    .map((error) => `${titleOf(object)}: ${wordsOf(error)}`);
}

/** Every object of Kubernetes in a graph. A Helm release is none: what comes of it, the chart says. */
export function kubernetesObjects(graph: Graph): Values[] {
  return graph.nodes
    .filter(
      ({ custom, type }) =>
        custom && type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh"),
    )
    .map(({ inputs }) => hyphenated(inputs) as Values);
}

/** The extensions of OpenAPI as Kubernetes spells them; in code, where no name has hyphens, they have underscores. */
function hyphenated(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(hyphenated);
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          key.startsWith("x_kubernetes_") ? key.replaceAll("_", "-") : key,
          hyphenated(member),
        ]),
      )
    : value;
}

/** What is wrong with the objects of a graph. */
export function graphErrors(graph: Graph): string[] {
  return kubernetesObjects(graph).flatMap(objectErrors);
}

/** Keywords that only say that another one failed. */
const SUMMARIES = new Set(["anyOf", "oneOf", "allOf", "if"]);

/** Whether a value, or what holds it, is secret or known only after deployment: it may be whatever is asked for. */
function isLater(object: Values, instancePath: string): boolean {
  let at: Value | undefined = object;
  for (const step of instancePath.split("/").slice(1)) {
    if (isUnknown(at) || isSecret(at)) {
      return true;
    }
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    at = Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[key] : undefined;
  }
  return isUnknown(at) || isSecret(at);
}

function wordsOf({ instancePath, keyword, params, message, data }: ErrorObject): string {
  const path = instancePath.slice(1).split("/").join(".").replaceAll("~1", "/");
  const at = (field: unknown) => [path, field].filter((part) => part !== "").join(".");
  switch (keyword) {
    case "additionalProperties":
      return `${at(params["additionalProperty"])}: no such field`;
    case "required":
      return `${at(params["missingProperty"])}: is required`;
    default:
      return `${path}: ${message}, found ${JSON.stringify(data)}`;
  }
}

function titleOf({ kind, metadata }: Values): string {
  const { namespace, name } = isRecord(metadata) ? metadata : {};
  return `${kind} ${typeof namespace === "string" ? `${namespace}/` : ""}${name}`;
}

const validators = new Map<string, ValidateFunction | undefined>();

function validatorOf(kind: string): ValidateFunction | undefined {
  if (!validators.has(kind)) {
    const schema = schemas().get(kind);
    // Formats are left to the API server: its schemas use names of their own for sizes of numbers.
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      verbose: true,
      validateFormats: false,
      code: { regExp: goPattern },
    });
    validators.set(kind, schema && ajv.compile(schema));
  }
  return validators.get(kind);
}

/** Patterns are Go's: flags stand inside them. */
const goPattern = Object.assign(
  (pattern: string) => new RegExp(pattern.replace("(?i)", ""), pattern.includes("(?i)") ? "i" : ""),
  { code: "goPattern" },
);

let read: Map<string, JsonSchema> | undefined;

/** Schemas by kind, each with the definitions that it may refer to. */
function schemas(): Map<string, JsonSchema> {
  if (!read) {
    const files = SOURCES.map(({ chart }) => {
      const text = readFileSync(join(REPOSITORY, "tests", "schemas", `${chart}.json`), "utf8");
      return JSON.parse(text) as SchemaFile;
    });
    const definitions = closedEach(Object.assign({}, ...files.map((file) => file.definitions)));
    const kinds = [...files.flatMap((file) => Object.entries(file.kinds)), ...declared()];
    read = new Map(kinds.map(([kind, schema]) => [kind, { ...withMetadata(closed(schema)), definitions }]));
  }
  return read;
}

/** Kinds whose fields the components themselves write down. */
function declared(): [string, JsonSchema][] {
  const specs: [string, JsonSchema][] = [
    ...DEFINITIONS.map(({ kind, spec }): [string, JsonSchema] => [
      `${NGINX_API_VERSION}/${kind}`,
      { ...spec },
    ]),
    [`${HOST_NAME_POLICY_VERSION}/${HOST_NAME_POLICY_KIND}`, { ...HOST_NAME_POLICY.schema }],
  ];
  const text = { type: "string" };
  return specs.map(([kind, spec]) => [
    kind,
    { type: "object", properties: { apiVersion: text, kind: text, metadata: {}, spec }, required: ["spec"] },
  ]);
}

/** Definitions of custom resources leave metadata to the API server. */
function withMetadata(schema: Record<string, unknown>): Record<string, unknown> {
  const { properties } = schema;
  return isObject(properties)
    ? { ...schema, properties: { ...properties, metadata: { $ref: `#/definitions/${METADATA}` } } }
    : schema;
}

const METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

function closedEach(schemas: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, closed(schema as JsonSchema)]),
  );
}

/** A schema whose objects have the named fields and no others, as a strict API server reads it. */
function closed(schema: JsonSchema): Record<string, unknown> {
  if (schema["format"] === "int-or-string" || schema["x-kubernetes-int-or-string"]) {
    return { type: ["integer", "string"] };
  }
  const { properties, ...rest } = schema;
  const inner = closedRest(rest);
  if (!isObject(properties)) {
    return inner;
  }
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true || "additionalProperties" in schema;
  // An alternative (anyOf) repeats fields without listing all: only the schema that has a type is complete.
  const whole = schema["type"] === "object" && !open;
  return { ...inner, properties: closedEach(properties), ...(whole ? { additionalProperties: false } : {}) };
}

/** Keywords that hold a list of schemas. */
const SCHEMAS = new Set(["allOf", "anyOf", "oneOf"]);

function closedRest(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      isObject(value) ? closed(value) : SCHEMAS.has(key) ? (value as JsonSchema[]).map(closed) : value,
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
