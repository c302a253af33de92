import { readFileSync } from "node:fs";
import { kubernetesRules } from "./kubernetes.ts";
import type { TypeRules } from "./rule.ts";

interface Table {
  /** The day on which the table was derived. */
  readonly generated: string;
  /** Repository and version of the provider's source. */
  readonly source: string;
  /** Version of the npm package whose names it uses. */
  readonly npm: string;
  readonly types: Readonly<Record<string, TypeRules>>;
}

/** Packages whose providers' validators are recorded. */
export const VALIDATED_PACKAGES = ["cloudflare", "gcp"] as const;

export type ValidatedPackage = (typeof VALIDATED_PACKAGES)[number];

const tables = new Map<ValidatedPackage, Table>();

/** The recorded validators of a package, read when they are first needed. */
export function valueTable(name: ValidatedPackage): Table {
  let table = tables.get(name);
  if (!table) {
    table = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as Table;
    tables.set(name, table);
  }
  return table;
}

/**
 * What the provider of a type refuses, by its token; undefined for types without rules. Source: the validators in the
 * providers' schemas, and the versions and date that the tables state; of Kubernetes the API's own validation.
 */
export function typeRules(type: string): TypeRules | undefined {
  if (type.startsWith("kubernetes:")) {
    return kubernetesRules(type);
  }
  const name = VALIDATED_PACKAGES.find((each) => type.startsWith(`${each}:`));
  return name && valueTable(name).types[type];
}
