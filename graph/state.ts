import {
  ASSET_DIGEST_LENGTH,
  type Graph,
  isRecord,
  type Node,
  type ResourceSettings,
  SECRET,
  type SourcePosition,
  UNKNOWN,
  type Value,
  type Values,
} from "./model.ts";
import { STACK_TYPE, stackOf } from "./stacks.ts";

/** Text that is not a readable stack export. @public */
export class StateError extends Error {
  constructor(message: string) {
    super(`stack export: ${message}`);
    this.name = "StateError";
  }
}

/** How the engine marks special values: `sdk/go/common/resource/properties.go` of pulumi/pulumi. */
export const SIGNATURES = {
  key: "4dabf18193072939515e22adb298388d",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  unknown: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
} as const;

/** 4 is 3 plus a list of required features. */
const VERSIONS: readonly unknown[] = [3, 4];
/** Annotations that providers store among the inputs and that no program set. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["__defaults", "__internal"]);

/**
 * Reads the output of `pulumi stack export` as a graph like a plan's. Secrets become markers, whether they are exported
 * encrypted or in plain text. Resources that the engine is about to delete, or has deleted for a replacement, are
 * omitted. An export without resources does not name its stack: its graph is empty.
 *
 * @throws StateError when the text is not JSON, or not a deployment of a known version
 */
export function graphFromState(text: string): Graph {
  const nodes = resourcesOf(text)
    .filter((resource) => resource["delete"] !== true && resource["pendingReplacement"] !== true)
    .map(nodeOf);
  const outputs = nodes.find(({ type }) => type === STACK_TYPE)?.published ?? {};
  return { stacks: nodes.slice(0, 1).map(({ urn }) => ({ ...stackOf(urn), outputs })), nodes };
}

type Json = Readonly<Record<string, unknown>>;

function resourcesOf(text: string): readonly Json[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new StateError(`not JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
  if (!isObject(parsed) || !("deployment" in parsed)) {
    const found = isObject(parsed)
      ? `an object with ${Object.keys(parsed).join(", ") || "nothing"}`
      : kind(parsed);
    throw new StateError(`found ${found}, expected "version" and "deployment"`);
  }
  const { version, deployment } = parsed;
  if (!VERSIONS.includes(version)) {
    throw new StateError(`found version ${JSON.stringify(version)}, expected 3 or 4`);
  }
  if (!isObject(deployment)) {
    throw new StateError(`found ${kind(deployment)} as "deployment", expected one with a list of resources`);
  }
  const resources = deployment["resources"] ?? [];
  if (!Array.isArray(resources)) {
    throw new StateError(`found ${kind(resources)} as "resources", expected a list`);
  }
  return resources.map((resource, index) => {
    if (!isObject(resource) || typeof resource["urn"] !== "string" || typeof resource["type"] !== "string") {
      throw new StateError(`resource ${index + 1} of ${resources.length} has no "urn" or no "type"`);
    }
    return resource;
  });
}

function nodeOf(resource: Json): Node {
  const urn = String(resource["urn"]);
  const custom = resource["custom"] === true;
  const outputs = valuesFrom(resource["outputs"]);
  return {
    urn,
    type: String(resource["type"]),
    name: urn.split("::").slice(3).join("::"),
    custom,
    parent: textOf(resource["parent"]),
    // A reference consists of the provider's URN and id.
    provider: textOf(resource["provider"])?.split("::").slice(0, -1).join("::"),
    dependencies: textsOf(resource["dependencies"]).toSorted(),
    propertyDependencies: propertyDependenciesOf(resource["propertyDependencies"]),
    protect: resource["protect"] === true,
    inputs: valuesFrom(resource["inputs"]),
    settings: settingsOf(resource),
    published: custom || Object.keys(outputs).length === 0 ? undefined : outputs,
    read: resource["external"] === true ? { id: valueFrom(resource["id"]) } : undefined,
    source: sourceOf(textOf(resource["sourcePosition"])),
  };
}

function settingsOf(resource: Json): ResourceSettings {
  const list = (key: string) => {
    const texts = textsOf(resource[key]);
    return texts.length > 0 ? { [key]: texts } : {};
  };
  const deletedWith = textOf(resource["deletedWith"]);
  const imported = textOf(resource["importID"]);
  const timeouts = Object.entries(isObject(resource["customTimeouts"]) ? resource["customTimeouts"] : {});
  return {
    ...list("ignoreChanges"),
    ...list("replaceOnChanges"),
    ...list("additionalSecretOutputs"),
    ...list("aliases"),
    ...(resource["retainOnDelete"] === true ? { retainOnDelete: true } : {}),
    ...(deletedWith ? { deletedWith } : {}),
    ...(timeouts.length > 0
      ? { customTimeouts: Object.fromEntries(timeouts.map(([step, seconds]) => [step, durationOf(seconds)])) }
      : {}),
    ...(imported ? { import: imported } : {}),
  };
}

/** Seconds as a program would write them. */
function durationOf(seconds: unknown): string {
  const whole = Number(seconds);
  if (whole % 3600 === 0) {
    return `${whole / 3600}h`;
  }
  return whole % 60 === 0 ? `${whole / 60}m` : `${whole}s`;
}

function propertyDependenciesOf(value: unknown): Node["propertyDependencies"] {
  const found: Record<string, readonly string[]> = {};
  for (const [input, urns] of Object.entries(isObject(value) ? value : {})) {
    if (textsOf(urns).length > 0) {
      found[input] = textsOf(urns).toSorted();
    }
  }
  return found;
}

/** `project:///stacks/howlerops.ts#41,3`: a path below the project, a line, and a column if known. */
function sourceOf(position: string | undefined): SourcePosition | undefined {
  const match = /^project:\/+(?<file>.+)#(?<line>\d+)(?:,(?<column>\d+))?$/.exec(position ?? "");
  const { file, line, column } = match?.groups ?? {};
  return file ? { file: decodeURI(file), line: Number(line), column: Number(column ?? 1) } : undefined;
}

function valuesFrom(value: unknown): Values {
  const converted = isObject(value) ? valueFrom(value) : {};
  return isRecord(converted) ? converted : {};
}

function valueFrom(value: unknown): Value {
  if (value === SIGNATURES.unknown) {
    return UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map(valueFrom);
  }
  if (!isObject(value)) {
    return (value ?? null) as Value;
  }
  switch (value[SIGNATURES.key]) {
    case undefined: {
      const members = Object.entries(value).filter(([key]) => !BOOKKEEPING.has(key));
      return Object.fromEntries(members.map(([key, member]) => [key, valueFrom(member)]));
    }
    case SIGNATURES.resource:
      return String(value["urn"]);
    case SIGNATURES.asset:
    case SIGNATURES.archive:
      return { $asset: String(value["hash"]).slice(0, ASSET_DIGEST_LENGTH) };
    default:
      return SECRET;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kind(value: unknown): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
