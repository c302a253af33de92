import type { ArgumentChecks } from "./arguments.ts";
import { type Endpoint, type Link, type LinkPurpose, linkTo, type Peer } from "./link.ts";

/**
 * Endpoints of one kind from which a caller chooses at run time, such as the shards of a database.
 *
 * @public
 */
export interface EndpointGroup {
  /** Its name for callers; a DNS label, since names of files and policies are derived from it. */
  readonly name: string;
  /** Members by a key known to callers, a DNS label; adding or removing one does not affect the others. */
  readonly members: Readonly<Record<string, Endpoint>>;
}

/** Targets of a caller's links. */
export type LinkTarget = Endpoint | EndpointGroup;

/**
 * Combines many endpoints into one link: one network policy for each different peer and port, one folder with all
 * credentials, and one file with the address of each member, which follows changes without a restart.
 */
export function endpointGroup(name: string, members: Readonly<Record<string, Endpoint>>): EndpointGroup {
  return { name, members };
}

/** @internal */
export function isGroup(target: LinkTarget): target is EndpointGroup {
  return "members" in target;
}

/** Every endpoint, with those of groups. */
export function endpointsOf(targets: readonly LinkTarget[]): Endpoint[] {
  return targets.flatMap((target) => (isGroup(target) ? Object.values(target.members) : [target]));
}

/** The links that a caller declares by naming targets. @param from URN of the caller @internal */
export function linksTo(
  from: Link["from"],
  targets: readonly LinkTarget[],
  purpose: LinkPurpose = "request",
): Link[] {
  return targets.flatMap((target) =>
    isGroup(target)
      ? Object.values(target.members).map((member) => ({
          ...linkTo(from, member, purpose),
          group: target.name,
        }))
      : [linkTo(from, target, purpose)],
  );
}

/** Most members of a group: its map and its credentials are one object of Kubernetes each, of 1 MiB at most. */
const MOST_MEMBERS = 2000;

/** Fails for targets that are ambiguous, or that could not be dialed or allowed by policies. @internal */
export function checkTargets(checks: ArgumentChecks, targets: readonly LinkTarget[]): void {
  checks.that(
    Array.isArray(targets),
    "links",
    kindOf(targets),
    "lists of endpoints, such as [database.primary]",
  );
  for (const [index, target] of targets.entries()) {
    checks.that(
      isTarget(target),
      `links[${index}]`,
      kindOf(target),
      "endpoints that components give, such as database.primary, and groups of them",
    );
  }
  const names = targets.map(({ name }) => name);
  checks.distinct("links", names, "endpoints, all different (policies and files are named after them)");
  for (const target of targets) {
    if (!isGroup(target)) {
      checks.matches("links name", target.name, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");
      checkEndpoint(checks, `links["${target.name}"]`, target);
      continue;
    }
    const members = Object.entries(target.members);
    const at = `links["${target.name}"].members`;
    checks.matches(
      "links name",
      target.name,
      /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
      "DNS labels up to 40 long",
    );
    checks.whole(at, members.length, 1, MOST_MEMBERS, "members");
    for (const [key, member] of members) {
      checks.matches(`${at} key`, key, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");
      checkEndpoint(checks, `${at}["${key}"]`, member);
    }
  }
}

/** Programs run without a type check: a component in place of its endpoint, or a misspelled name, arrives here. */
function isTarget(target: LinkTarget | undefined): boolean {
  return typeof target?.name === "string" && ("members" in target || "port" in target);
}

/** A wrong target for an error: its class, since what it holds may be secret, or endless. */
function kindOf(target: unknown): unknown {
  return typeof target === "object" && target !== null ? target.constructor.name : target;
}

/**
 * A host that is not a host name or address, such as a URL, would expose its password in every caller's environment. A
 * host known only after deployment passes.
 */
function checkEndpoint(
  checks: ArgumentChecks,
  at: string,
  { host, port, endPort, targetPort, peer }: Endpoint,
): void {
  checks.that(
    typeof host !== "string" || HOST.test(host),
    `${at}.host`,
    "(hidden)",
    "host names and addresses, without a scheme, a user or a path (a password belongs into a credential)",
  );
  checks.whole(`${at}.port`, port, 1, 65_535);
  checks.whole(`${at}.targetPort`, targetPort, 1, 65_535);
  checkPeer(checks, `${at}.peer`, peer);
  checks.whole(`${at}.endPort`, endPort, port, 65_535, "not below port");
  checks.that(
    endPort === undefined || targetPort === undefined,
    `${at}.targetPort`,
    targetPort,
    "none together with endPort: a range is not mapped",
  );
}

/** A rule of a network policy with an empty list of peers lets everybody through. */
function checkPeer(checks: ArgumentChecks, at: string, peer: Peer): void {
  if (peer.kind === "cidr") {
    const { ranges } = peer;
    checks.that(
      ranges.length > 0 && ranges.every((range) => RANGE.test(range)),
      `${at}.ranges`,
      ranges,
      "one or more ranges, such as 10.20.0.0/16",
    );
  } else if (peer.kind === "host") {
    checks.that(peer.hosts.length > 0, `${at}.hosts`, peer.hosts, "one or more DNS names");
  }
}

const HOST = /^[a-z0-9]([a-z0-9.:_-]*[a-z0-9])?$/i;

/** Of IPv4 or IPv6. */
const RANGE = /^[\da-f.:]+\/\d{1,3}$/i;
