import type { PolicyResource } from "../../context.ts";
import { type Outcome, separately } from "../../property.ts";
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
  check: (instance) => separately([hasAddress, isOpen], (judge) => judge(instance)),
});

const CONFIGURATION = "settings.ipConfiguration";

function* hasAddress(instance: PolicyResource): Iterable<Outcome> {
  const address = instance.at(CONFIGURATION).at("ipv4Enabled");
  if (!address.is(false)) {
    yield address.violation("the database has a public address");
  }
}

function* isOpen(instance: PolicyResource): Iterable<Outcome> {
  yield* separately(instance.at(CONFIGURATION).at("authorizedNetworks").items(), function* (network) {
    const range = network.at("value");
    if (range.text()?.endsWith("/0")) {
      yield range.violation("the database is open to the whole internet");
    }
  });
}
