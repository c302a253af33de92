import { type Input, isSecret, output } from "@pulumi/pulumi";
import { credentialOf } from "#models/credentials/find";
import { namesCredential } from "#models/credentials/names";
import { type ArgumentChecks, ArgumentError } from "../../../core/arguments.ts";
import { isGroup, type LinkTarget } from "../../../core/endpoint-group.ts";
import { credentialPaths, type MountedCredential, variableOf } from "../files/credentials.ts";
import { mapFile } from "../files/group-map.ts";

/** Environment of a container by variable name. */
export type Environment = Readonly<Record<string, Input<string>>>;

/** Where a workload's links are found, as `<ENDPOINT>_HOST` and `<ENDPOINT>_PORT`, or `<GROUP>_MAP_FILE`. */
export function linkFacts(links: readonly LinkTarget[]): Environment {
  const facts = links.flatMap((target): [string, Input<string>][] => {
    const variable = variableOf(target.name);
    if (isGroup(target)) {
      return [[`${variable}_MAP_FILE`, mapFile(target.name)]];
    }
    const { host, port, endPort } = target;
    return [
      [`${variable}_HOST`, host],
      [`${variable}_PORT`, String(port)],
      ...(endPort === undefined
        ? []
        : [[`${variable}_END_PORT`, String(endPort)] satisfies [string, string]]),
    ];
  });
  return Object.fromEntries(facts);
}

/**
 * The complete environment: addresses of links, paths of credentials, plain settings. It never contains a secret, since
 * everyone who can view the pod can read its environment, and it survives in crash dumps.
 */
export function environmentOf(
  links: readonly LinkTarget[],
  credentials: readonly MountedCredential[],
  own: Environment,
): Environment {
  return { ...linkFacts(links), ...credentialPaths(credentials), ...own };
}

export function checkEnvironment(
  checks: ArgumentChecks,
  links: readonly LinkTarget[],
  credentials: readonly MountedCredential[],
  own: Environment,
): void {
  const given = { ...linkFacts(links), ...credentialPaths(credentials) };
  for (const [key, value] of Object.entries(own)) {
    const argument = `environment.${key}`;
    checks.matches(argument, key, /^[A-Za-z_]\w*$/, "names of letters, digits and _");
    checks.that(
      !Object.hasOwn(given, key),
      argument,
      "(hidden)",
      "names that no link or secret sets already",
    );
    // The value is not shown: it may be the secret.
    checks.that(
      !(typeof value === "string" ? credentialOf(key, value) : namesCredential(key)),
      argument,
      "(hidden)",
      "plain settings (a secret is mounted as a file: secrets or a link's credential)",
    );
  }
}

/** A value that must not be a secret: a secret fails the resource that would expose it, before anything is sent. */
export function plainValue(
  component: string,
  name: string,
  argument: string,
  value: Input<string>,
): Input<string> {
  if (typeof value === "string") {
    return value;
  }
  const wrapped = output(value);
  const checked = isSecret(wrapped).then((secret) => {
    if (secret) {
      throw new ArgumentError(
        component,
        name,
        `${argument} is a secret; allowed are plain settings (a secret is mounted as a file)`,
      );
    }
    return wrapped;
  });
  return output(checked);
}
