import { openTo } from "../../opened.ts";
import { type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { SQL_INSTANCE } from "./instance.ts";

export const sqlPublicAddress = resourceRule({
  id: "gcp-sql-public-address",
  title: "Databases have no public address",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_11", "CKV_GCP_60"], Trivy: ["GCP-0017"] },
  appliesTo: [SQL_INSTANCE],
  fix: "set settings.ipConfiguration.ipv4Enabled to false and connect through privateNetwork or Private Service Connect",
  why: "A database on the internet is discovered within minutes and attacked with leaked passwords.",
  check: (instance) =>
    separately([hasAddress, isOpen], (judge) => judge(instance.at("settings.ipConfiguration"))),
});

function* hasAddress(configuration: Property): Iterable<Violation> {
  const address = configuration.at("ipv4Enabled");
  if (!address.is(false)) {
    yield address.violation("the database has a public address");
  }
}

function* isOpen(configuration: Property): Iterable<Violation> {
  const networks = configuration.at("authorizedNetworks");
  const ranges = networks.items().map((network) => network.at("value"));
  yield* openTo({ list: networks, ranges }, (share) => `the database is open to ${share}`);
}
