import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { cloudResource } from "#policies/claims/cloud-resource";
import { type NodeOptions, resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";
import { ofZone, ruleset, setting, ZONE } from "../support/zones.ts";

const PROVIDER = resource(
  "pulumi:providers:gcp",
  { project: "shop", region: "us-central1" },
  { name: "gcp", provider: undefined },
);

function cloud(type: string, name: string, inputs: Values, options: NodeOptions = {}): Node {
  return resource(`gcp:${type}`, inputs, { name, ...options });
}

const bucket = (logical: string, inputs: Values) => cloud("storage/bucket:Bucket", logical, inputs);
const address = (logical: string, inputs: Values) =>
  cloud("compute/address:Address", logical, { name: "ingress", ...inputs });

const NETWORK = cloud("compute/network:Network", "network", { name: "shop" });
const router = (name: string) =>
  cloud("compute/router:Router", name, { name, network: UNKNOWN }, { uses: { network: NETWORK } });
const nat = (name: string, of: Node, ranges = "ALL_SUBNETWORKS_ALL_IP_RANGES") =>
  cloud(
    "compute/routerNat:RouterNat",
    name,
    { name, router: of.inputs["name"] as Value, sourceSubnetworkIpRangesToNat: ranges },
    { uses: { router: of } },
  );
const [first, second] = [router("one"), router("two")];

const entrance = (name: string, portRange: Value) =>
  cloud("compute/globalForwardingRule:GlobalForwardingRule", name, {
    name,
    ipAddress: "192.0.2.1",
    portRange,
  });

describeRule(cloudResource, {
  passes: {
    "names that differ, and generated ones": [
      bucket("a", { name: "shop-a" }),
      bucket("b", { name: "shop-b" }),
      bucket("c", {}),
      bucket("d", {}),
    ],
    "one name in two regions": [PROVIDER, address("a", {}), address("b", { region: "europe-west1" })],
    "settings of a zone that differ": [ZONE, setting("tls_1_3", "on"), setting("http3", "on")],
    "rulesets of two phases": [
      ZONE,
      ruleset("http_ratelimit", []),
      { ...ruleset("http_config_settings", []), urn: "urn:pulumi:test::strata::x::y" },
    ],
    "an agent of a service that two components make sure of": ["a", "b"].map((name) =>
      cloud("projects/serviceIdentity:ServiceIdentity", name, { service: "container.googleapis.com" }),
    ),
    "a gateway for some subnets": [
      NETWORK,
      first,
      second,
      nat("a", first),
      nat("b", second, "LIST_OF_SUBNETWORKS"),
    ],
    "an address with two ports": [entrance("a", "443"), entrance("b", "80")],
  },
  fails: {
    "a bucket, whose name is unique in the world": {
      stack: [bucket("a", { name: "shop" }), bucket("b", { name: "shop" })],
      findings: ["the Bucket shop is claimed by a already [name]"],
    },
    "an address, with the provider's region and a written one": {
      stack: [PROVIDER, address("a", {}), address("b", { region: "us-central1", project: "shop" })],
      findings: ["the Address ingress is claimed by a already [name]"],
    },
    "a service account and a user of a database": {
      stack: [
        ...["a", "b"].map((name) =>
          cloud("serviceaccount/account:Account", `account-${name}`, { accountId: "api" }),
        ),
        ...["a", "b"].map((name) =>
          cloud("sql/user:User", `user-${name}`, { instance: "main", name: "app" }),
        ),
      ],
      findings: [
        "the Account api is claimed by account-a already [accountId]",
        "the User main app is claimed by user-a already [name]",
      ],
    },
    "a setting of a zone": {
      stack: [
        ZONE,
        setting("tls_1_3", "on"),
        { ...setting("tls_1_3", "off"), urn: "urn:pulumi:test::strata::x::y" },
      ],
      findings: ["the ZoneSetting tls_1_3 is claimed by tls_1_3 already [settingId]"],
    },
    "the entry point of a phase": {
      stack: [
        ZONE,
        ruleset("http_ratelimit", []),
        { ...ruleset("http_ratelimit", []), urn: "urn:pulumi:test::strata::x::y" },
      ],
      findings: ["the phase http_ratelimit of this zone is claimed by ruleset already [phase]"],
    },
    "a Worker's route": {
      stack: ["a", "b"].map((name) =>
        ofZone("workersRoute:WorkersRoute", { pattern: "example.com/*" }, name),
      ),
      findings: ['the route "example.com/*" is claimed by a already [pattern]'],
    },
    "a second gateway for all subnets": {
      stack: [NETWORK, first, second, nat("a", first), nat("b", second)],
      findings: [
        "the address translation of all subnets of this network and region is claimed by a already [sourceSubnetworkIpRangesToNat]",
      ],
    },
    "an address and port of two forwarding rules": {
      stack: [entrance("a", "443"), entrance("b", "443")],
      findings: ["this address with the same protocol and ports is claimed by a already [ipAddress]"],
    },
  },
  unknown: {
    "a name that is not known": {
      stack: [bucket("a", { name: "shop" }), bucket("b", { name: UNKNOWN })],
      at: ["name"],
    },
  },
});
