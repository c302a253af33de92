import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { PRODUCTION_PROPERTY_RULES } from "#policies/resilience/production/property-rules";
import { resource } from "../../support/nodes.ts";
import { at, describeTable } from "../../support/property-rules.ts";
import { outcome } from "../../support/rules.ts";

const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const zonal =
  "the database stops with its zone (availabilityType is not set, which means ZONAL; allowed: REGIONAL) [settings.availabilityType]";

describe("rules over one property that production needs", () => {
  describeTable(
    PRODUCTION_PROPERTY_RULES,
    {
      "resilience-database-availability": {
        passes: [at("settings.availabilityType", "REGIONAL"), { masterInstanceName: "primary" }],
        fails: [
          [at("settings.tier", "db-f1-micro"), zonal],
          [
            at("settings.availabilityType", "ZONAL"),
            "the database stops with its zone (availabilityType is ZONAL; allowed: REGIONAL) [settings.availabilityType]",
          ],
        ],
        unknown: [at("settings.availabilityType", UNKNOWN), "settings.availabilityType"],
      },
      "resilience-cache-tier": {
        passes: [{ tier: "STANDARD_HA" }],
        fails: [
          [
            {},
            "the cache stops with its machine, and forgets everything (tier is not set, which means BASIC; allowed: STANDARD_HA) [tier]",
          ],
        ],
        unknown: [{ tier: UNKNOWN }, "tier"],
      },
      "resilience-cache-replicas": {
        passes: [{ replicaCount: 1 }],
        fails: [
          [
            { replicaCount: 0 },
            "each shard stops with its machine (replicaCount is 0; allowed: anything but 0) [replicaCount]",
          ],
          [
            {},
            "each shard stops with its machine (replicaCount is not set, which means 0; allowed: anything but 0) [replicaCount]",
          ],
        ],
        unknown: [{ replicaCount: UNKNOWN }, "replicaCount"],
      },
      "resilience-alert-channels": {
        passes: [{ notificationChannels: ["projects/shop/notificationChannels/1"] }],
        fails: [
          [{}, "nobody hears of the alert (notificationChannels is not set) [notificationChannels]"],
          [
            { notificationChannels: [] },
            "nobody hears of the alert (notificationChannels is not set) [notificationChannels]",
          ],
        ],
        unknown: [{ notificationChannels: UNKNOWN }, "notificationChannels"],
      },
      "resilience-enabled-alerts": {
        passes: [{}, { enabled: true }],
        fails: [
          [
            { enabled: false },
            "it is switched off (enabled is false; allowed: anything but false) [enabled]",
          ],
        ],
        unknown: [{ enabled: UNKNOWN }, "enabled"],
      },
    },
    "prod",
  );

  it("I27 finds a zonal database in production only", () => {
    const [rule] = PRODUCTION_PROPERTY_RULES;
    const instance = resource(SQL_INSTANCE, {});
    expect(rule && outcome(rule, [instance], "production").findings).to.deep.equal([zonal]);
    expect(rule && outcome(rule, [instance], "staging").findings).to.deep.equal([]);
    expect(rule && outcome(rule, [instance]).findings).to.deep.equal([]);
  });

  it("knows a replica by the instance that it copies", () => {
    const [rule] = PRODUCTION_PROPERTY_RULES;
    const primary = resource(SQL_INSTANCE, at("settings.availabilityType", "REGIONAL"), { name: "primary" });
    const replica = resource(
      SQL_INSTANCE,
      { masterInstanceName: UNKNOWN },
      { uses: { masterInstanceName: primary } },
    );
    expect(rule && outcome(rule, [primary, replica], "prod")).to.deep.equal({ findings: [], unknown: [] });
  });

  it("I27 finds what runs once in each type", () => {
    for (const type of [
      "gcp:memorystore/instance:Instance",
      "gcp:monitoring/alertPolicy:AlertPolicy",
      "gcp:redis/cluster:Cluster",
      "gcp:redis/instance:Instance",
      SQL_INSTANCE,
    ]) {
      const found = PRODUCTION_PROPERTY_RULES.flatMap(
        (rule) => outcome(rule, [resource(type, {})], "prod").findings,
      );
      expect(found, type).to.have.length(1);
    }
    const off = resource("gcp:monitoring/notificationChannel:NotificationChannel", { enabled: false });
    expect(PRODUCTION_PROPERTY_RULES.flatMap((rule) => outcome(rule, [off], "prod").findings)).to.have.length(
      1,
    );
  });
});
