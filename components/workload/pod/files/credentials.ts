import type { Resource } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { isGroup, type LinkTarget } from "../../../core/endpoint-group.ts";
import type { Credential } from "../../../core/link.ts";
import { groupCredential } from "./group-map.ts";

/** Parent folder of all mounted credentials, one folder per endpoint. */
export const CREDENTIALS_PATH = "/var/run/secrets/strata";

/** The store from which the External Secrets operator reads the values. */
export interface SecretStoreReference {
  /** Name of a ClusterSecretStore that serves the workload's namespace. */
  readonly name: string;
  /** Its resource, if it is in the same stack: credentials wait for it. */
  readonly ready?: Resource;
}

/** A credential of a pod: one Kubernetes Secret, mounted as one folder. */
export interface MountedCredential {
  /** Its endpoint's name, or its own. */
  readonly name: string;
  /** Name of the Kubernetes Secret and of its ExternalSecret. */
  readonly secretName: string;
  readonly path: string;
  /** File name to the id of the secret in the store. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether a map tells the paths of its files, in place of the environment. */
  readonly mapped?: true;
}

/**
 * The credentials of a workload: those of its links, and those without an endpoint.
 *
 * @param revision part of the Secrets' names, so that a new one creates new Secrets
 */
export function credentialsOf(
  workload: string,
  links: readonly LinkTarget[],
  secrets: Readonly<Record<string, Credential>>,
  revision: string | undefined,
): MountedCredential[] {
  const mounted = (name: string, files: Credential["files"]): MountedCredential => ({
    name,
    secretName: [workload, name, ...(revision === undefined ? [] : [revision])].join("-"),
    path: `${CREDENTIALS_PATH}/${name}`,
    files,
  });
  return [
    ...links.flatMap((target): MountedCredential[] => {
      if (isGroup(target)) {
        const { files } = groupCredential(target);
        return Object.keys(files).length > 0 ? [{ ...mounted(target.name, files), mapped: true }] : [];
      }
      return target.credential ? [mounted(target.name, target.credential.files)] : [];
    }),
    ...Object.entries(secrets).map(([name, { files }]) => mounted(name, files)),
  ];
}

/** The files' paths by environment variable, such as `DATABASE_TOKEN_FILE`. */
export function credentialPaths(credentials: readonly MountedCredential[]): Record<string, string> {
  const entries = credentials.flatMap(({ name, path, files, mapped }) =>
    mapped
      ? []
      : Object.keys(files).map((file) => [`${variableOf(name)}_${variableOf(file)}_FILE`, `${path}/${file}`]),
  );
  return Object.fromEntries(entries);
}

export function checkCredentials(
  checks: ArgumentChecks,
  credentials: readonly MountedCredential[],
  store: SecretStoreReference | undefined,
): void {
  const names = credentials.map(({ name }) => name);
  checks.that(
    credentials.length === 0 || store !== undefined,
    "secretStore",
    store,
    `the store that holds the credentials of ${names.join(", ")}, such as { name: "secret-manager" }`,
  );
  for (const { name, files } of credentials) {
    checks.matches(`secrets.${name}`, name, /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/, "DNS labels up to 40 long");
    checks.that(Object.keys(files).length > 0, `secrets.${name}.files`, files, "at least one file");
    for (const file of Object.keys(files)) {
      checks.matches(`secrets.${name}.files`, file, /^[A-Za-z0-9][\w.-]*$/, "plain file names");
    }
  }
}

/** `libsql-primary` as an environment variable: `LIBSQL_PRIMARY`. */
export function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}
