import { isRecord, isSecret, type Value, type Values } from "#graph/model";
import { credentialsInField, credentialsInSetting } from "./find.ts";
import type { FoundCredential } from "./shapes.ts";

/** Where a value is in an object: names of members and indexes of elements. */
export type Steps = readonly (string | number)[];

/** A string with credentials, or a secret, in a tree of values. */
export interface PlacedCredential {
  readonly at: Steps;
  /** In words, with an article: "a GitHub token", "a secret". */
  readonly kind: string;
  /** Name of the setting that holds it, if it has one. */
  readonly name: string | undefined;
  /** The string; undefined for a secret that is marked as one. */
  readonly text: string | undefined;
  /** The credentials in the string. */
  readonly found: readonly FoundCredential[];
  /** Whether everyone who may read the object may read it: never the place of a secret, however it is stored. */
  readonly isPublic: boolean;
}

/** Members whose names users choose, which programs read as settings. */
const SETTINGS = new Set(
  "data binaryData env envs environment environmentVariables envVariables buildEnvironmentVariables variables vars metadata userMetadata".split(
    " ",
  ),
);

/** Members that are shown to everyone who may see the object, in lists, logs and consoles. */
const PUBLIC = new Set(
  "labels annotations userLabels resourceLabels tags description comment command args metadata metadataStartupScript startupScript userData environmentVariables envVariables".split(
    " ",
  ),
);

/** Members of an element that names itself: `{ name: "TOKEN", value: … }`. */
const NAMES = ["name", "key"] as const;
const VALUES = new Set(["value", "text", "stringValue"]);

/**
 * Every string with a credential below a value, and every marked secret in a public place.
 *
 * @param options whether its own members have names that a user chose; default false
 */
export function placedCredentials(
  value: Value | undefined,
  { areSettings = false }: { readonly areSettings?: boolean } = {},
): readonly PlacedCredential[] {
  const isTree = typeof value === "object" && value !== null && !areSettings;
  const known = isTree ? searched.get(value) : undefined;
  if (known) {
    return known;
  }
  const search: Search = { at: [], found: [] };
  below(value, search, { setting: false, isPublic: false, name: undefined, areSettings });
  if (isTree) {
    searched.set(value, search.found);
  }
  return search.found;
}

/** A resource's inputs are searched by several rules, and before they are printed. */
const searched = new WeakMap<object, readonly PlacedCredential[]>();

/** A walk through a tree: every string of a plan is on its way. */
interface Search {
  /** Where the walk is. */
  readonly at: (string | number)[];
  readonly found: PlacedCredential[];
}

interface Place {
  /** Whether the member's name is one that a user chose for a setting. */
  readonly setting: boolean;
  readonly isPublic: boolean;
  readonly name: string | undefined;
  /** Whether the names of its members are. */
  readonly areSettings: boolean;
}

function below(value: Value | undefined, search: Search, place: Place): void {
  if (typeof value === "string") {
    const found = [...credentialsAt(value, place)];
    const [first] = found;
    if (first) {
      const { kind, name = place.name } = first;
      search.found.push({ at: [...search.at], kind, name, text: value, found, isPublic: place.isPublic });
    }
  } else if (typeof value !== "object" || value === null) {
    return;
  } else if (Array.isArray(value)) {
    inList(value, search, place);
  } else if (isRecord(value)) {
    inRecord(value, search, place);
  } else if (isSecret(value) && place.isPublic) {
    const { name } = place;
    search.found.push({
      at: [...search.at],
      kind: "a secret",
      name,
      text: undefined,
      found: [],
      isPublic: true,
    });
  }
}

function inRecord(record: Values, search: Search, place: Place): void {
  const own = NAMES.map((key) => record[key]).find((name) => typeof name === "string");
  for (const key of Object.keys(record)) {
    if (key === "secretKey" && "remoteRef" in record) {
      // External Secrets: the key of the Secret to which the value is written.
      continue;
    }
    const named = VALUES.has(key) && typeof own === "string";
    search.at.push(key);
    below(record[key], search, {
      setting: named || place.areSettings,
      isPublic: place.isPublic || PUBLIC.has(key),
      name: named ? own : key,
      areSettings: SETTINGS.has(key),
    });
    search.at.pop();
  }
}

/** Arguments are a list: an option and its value may be two elements. */
function inList(list: readonly Value[], search: Search, place: Place): void {
  for (const [index, item] of list.entries()) {
    const before = list[index - 1];
    const option =
      (typeof item === "string" || isSecret(item)) && typeof before === "string" && before.startsWith("-")
        ? /^--?([A-Za-z][\w-]+)$/.exec(before)?.[1]
        : undefined;
    search.at.push(index);
    below(item, search, { ...place, setting: false, areSettings: false, name: option });
    search.at.pop();
  }
}

function credentialsAt(value: string, { setting, name }: Place): Iterable<FoundCredential> {
  return setting && name !== undefined
    ? credentialsInSetting(name, value)
    : credentialsInField(name ?? "", value);
}
