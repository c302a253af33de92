import { isRecord, isSecret, type Value } from "#graph/model";
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
const SETTINGS =
  /^(data|binaryData|env|envs|environment|environmentVariables|envVariables|buildEnvironmentVariables|variables|vars|metadata|userMetadata)$/;

/** Members that are shown to everyone who may see the object, in lists, logs and consoles. */
const PUBLIC =
  /^(labels|annotations|userLabels|resourceLabels|tags|description|comment|command|args|metadata|metadataStartupScript|startupScript|userData|environmentVariables|envVariables)$/;

/** Members of an element that names itself: `{ name: "TOKEN", value: … }`. */
const NAMES = ["name", "key"] as const;
const VALUES = new Set(["value", "text", "stringValue"]);

/**
 * Every string with a credential below a value, and every marked secret in a public place.
 *
 * @param at where the value is itself
 * @param options whether its own members have names that a user chose; default false
 */
export function* placedCredentials(
  value: Value | undefined,
  at: Steps = [],
  { areSettings = false }: { readonly areSettings?: boolean } = {},
): Iterable<PlacedCredential> {
  yield* below(value, at, { setting: false, isPublic: false, name: undefined, areSettings });
}

interface Place {
  /** Whether the member's name is one that a user chose for a setting. */
  readonly setting: boolean;
  readonly isPublic: boolean;
  readonly name: string | undefined;
  /** Whether the names of its members are. */
  readonly areSettings: boolean;
}

function* below(value: Value | undefined, at: Steps, place: Place): Iterable<PlacedCredential> {
  if (typeof value === "string") {
    const found = [...credentialsAt(value, place)];
    const [first] = found;
    if (first) {
      const name = first.name ?? place.name;
      yield { at, kind: first.kind, name, text: value, found, isPublic: place.isPublic };
    }
  } else if (isSecret(value)) {
    if (place.isPublic) {
      yield { at, kind: "a secret", name: place.name, text: undefined, found: [], isPublic: true };
    }
  } else if (Array.isArray(value)) {
    yield* inList(value, at, place);
  } else if (isRecord(value)) {
    const own = NAMES.map((key) => value[key]).find((name) => typeof name === "string");
    for (const [key, member] of Object.entries(value)) {
      if (key === "secretKey" && "remoteRef" in value) {
        // External Secrets: the key of the Secret to which the value is written.
        continue;
      }
      const named = VALUES.has(key) && typeof own === "string";
      yield* below(member, [...at, key], {
        setting: named || place.areSettings,
        isPublic: place.isPublic || PUBLIC.test(key),
        name: named ? own : key,
        areSettings: SETTINGS.test(key),
      });
    }
  }
}

function* credentialsAt(value: string, { setting, name }: Place): Iterable<FoundCredential> {
  if (setting && name !== undefined) {
    yield* credentialsInSetting(name, value);
    return;
  }
  yield* credentialsInField(name ?? "", value);
}

/** Arguments are a list: an option and its value may be two elements. */
function* inList(list: readonly Value[], at: Steps, place: Place): Iterable<PlacedCredential> {
  for (const [index, item] of list.entries()) {
    const before = list[index - 1];
    const option = typeof before === "string" ? /^--?([A-Za-z][\w-]+)$/.exec(before)?.[1] : undefined;
    yield* below(item, [...at, index], { ...place, setting: false, areSettings: false, name: option });
  }
}
