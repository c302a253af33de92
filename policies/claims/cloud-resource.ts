import { identityOf } from "#models/provider-facts/identities";
import type { PolicyContext, PolicyResource } from "../context.ts";
import type { UnknownValue } from "../property.ts";
import { type ClaimsOf, claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, ofProvider, type Part, referring } from "./parts.ts";

export const cloudResource = claimRule({
  id: "claims-cloud-resource",
  title: "Each resource of a cloud is declared once",
  severity: "high",
  fix: "give one of the two another name, or declare the resource in one place and pass it on",
  why: "The cloud refuses the second one in the middle of an update, or each update reverts the other's settings, and removing either removes both.",
  claims: identified,
});

function* identified(resource: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim | UnknownValue> {
  const special = EXCLUSIVE[resource.type];
  if (special) {
    yield* special(resource, stack);
  }
  const identity = identityOf(resource.type);
  // Which members a role has is another rule's.
  if (!identity || IDEMPOTENT.has(resource.type) || /iam(Binding|Policy):/i.test(resource.type)) {
    return;
  }
  // Pulumi or the cloud generates a name.
  const given = identity.filter((input) => !FROM_PROVIDER.has(input) && !OPTIONAL.has(input));
  if (given.some((input) => isAbsent(resource.at(input)) && !resource.type.startsWith("cloudflare:"))) {
    return;
  }
  const parts = identity.map((input) => partOf(resource, input, stack));
  const at = resource.at(given.at(-1) ?? "");
  const kind = resource.type.slice(resource.type.lastIndexOf(":") + 1);
  const words = given.flatMap((input) => {
    const property = resource.at(input);
    return property.isReadable() ? (property.text() ?? []) : [];
  });
  yield claimOf([fixed(resource.type), ...parts], { at, thing: [`the ${kind}`, ...words].join(" ") });
}

/**
 * Types that only make sure that something exists, and leave it in place when they are removed: a service's agent.
 * Source: terraform-provider-google, project_service_identity.
 */
const IDEMPOTENT = new Set(["gcp:projects/serviceIdentity:ServiceIdentity"]);

/** Inputs that a provider's own settings stand in for. */
const FROM_PROVIDER = new Set(["project", "region", "zone", "location"]);

/** Inputs that may be absent. */
const OPTIONAL = new Set(["condition", "host", "jurisdiction"]);

/** Inputs that hold the id or name of another resource, rather than a name of the resource itself. */
const REFERENCES = new Set([
  ...FROM_PROVIDER,
  ...["zoneId", "accountId", "instance", "cluster", "network", "router", "keyRing", "bucket", "bucketName"],
  ...["managedZone", "map", "repository", "secretId", "topic", "subscription", "cryptoKeyId", "keyRingId"],
  ...[
    "serviceAccountId",
    "policyId",
    "securityPolicy",
    "workloadIdentityPoolId",
    "backendBucket",
    "routerNat",
  ],
]);

function partOf(resource: PolicyResource, input: string, stack: PolicyContext): Part {
  const property = resource.at(input);
  if (FROM_PROVIDER.has(input) && isAbsent(property)) {
    return ofProvider(resource, input, stack);
  }
  const isOwnName = input === OWN_NAMES[resource.type];
  const read = REFERENCES.has(input) && !isOwnName ? referring : named;
  return read(resource, property);
}

/** Inputs that name the resource itself, and elsewhere another one. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  "gcp:secretmanager/secret:Secret": "secretId",
  "gcp:serviceaccount/account:Account": "accountId",
};

/** What types claim beyond their own identity. */
const EXCLUSIVE: Readonly<Record<string, ClaimsOf>> = {
  "cloudflare:index/ruleset:Ruleset": entryPoint,
  "cloudflare:index/workersRoute:WorkersRoute": pattern,
  "cloudflare:index/customHostname:CustomHostname": customHostname,
  "gcp:compute/routerNat:RouterNat": wholeNetwork,
  "gcp:compute/forwardingRule:ForwardingRule": entrance,
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": entrance,
};

/** A zone or an account has one entry point for each phase. */
function* entryPoint(ruleset: PolicyResource): Iterable<ResourceClaim> {
  const kind = ruleset.at("kind");
  if (!kind.is("zone") && !kind.is("root")) {
    return;
  }
  const at = ruleset.at("phase");
  const parts = ["zoneId", "accountId"].map((owner) => referring(ruleset, ruleset.at(owner)));
  const thing = `the phase${at.isReadable() ? ` ${at.text()}` : ""} of this ${kind.is("zone") ? "zone" : "account"}`;
  yield claimOf([fixed("phase"), ...parts, named(ruleset, at)], { at, thing });
}

function* pattern(route: PolicyResource): Iterable<ResourceClaim> {
  const at = route.at("pattern");
  const parts = [fixed("route"), referring(route, route.at("zoneId")), named(route, at)];
  yield claimOf(parts, { at, thing: `the route${at.isReadable() ? ` "${at.text()}"` : ""}` });
}

function* customHostname(hostname: PolicyResource): Iterable<ResourceClaim> {
  const at = hostname.at("hostname");
  const parts = [fixed("custom hostname"), referring(hostname, hostname.at("zoneId")), named(hostname, at)];
  yield claimOf(parts, { at, thing: `the custom hostname${at.isReadable() ? ` "${at.text()}"` : ""}` });
}

/** Of the gateways of a region and network, only one may translate the addresses of all subnets. */
function* wholeNetwork(nat: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  const at = nat.at("sourceSubnetworkIpRangesToNat");
  if (at.is("LIST_OF_SUBNETWORKS")) {
    return;
  }
  const [urn] = nat.originsOf("router");
  const router = stack.byUrn(urn);
  const network = router?.type === "gcp:compute/router:Router" ? router : undefined;
  const region = partOf(nat, "region", stack);
  const name = network ? referring(network, network.at("network")) : referring(nat, nat.at("router"));
  const thing = "the address translation of all subnets of this network and region";
  yield claimOf([fixed(network ? "network" : "router"), name, region], { at, thing });
}

/** An address has one forwarding rule for each protocol and port. */
function* entrance(rule: PolicyResource): Iterable<ResourceClaim> {
  const at = rule.at("ipAddress");
  if (isAbsent(at)) {
    return;
  }
  const protocol = named(rule, rule.at("ipProtocol"), { absent: "TCP" });
  const port = named(rule, rule.at("portRange"), { absent: "all" });
  const ports = named(rule, rule.at("ports"), { absent: "" });
  const thing = "this address with the same protocol and ports";
  yield claimOf([fixed("address"), referring(rule, at), protocol, port, ports], { at, thing });
}
