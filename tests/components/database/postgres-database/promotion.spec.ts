import { expect } from "chai";
import { type Graph, isSecret, isUnknown, type Values } from "#graph/model";
import { factsOf } from "#models/provider-facts/facts";
import type { WireRecord } from "../../../engine/provider/wire.ts";
import { diffOf } from "../../../engine/simulators/rules/diff.ts";
import { nodeNamed } from "../../../support/record.ts";
import { endpointsOf, INSTANCE, published, recorded, settingsOf } from "./support.ts";

/** Inputs as the engine sends them, with a text for what is not known yet or secret. */
function wire(inputs: Values): WireRecord {
  return JSON.parse(
    JSON.stringify(inputs, (_, value) => (isUnknown(value) || isSecret(value) ? "later" : value)),
  );
}

const replicas = { b: { region: "us-east1" }, c: {} };

/** Names of the instances that an instance depends on for its primary. */
function follows(graph: Graph, name: string): (string | undefined)[] {
  const { propertyDependencies } = nodeNamed(graph, name, INSTANCE);
  return (propertyDependencies["masterInstanceName"] ?? []).map((urn) => urn.split("::").at(-1));
}

describe("PostgresDatabase: promotion of a replica", () => {
  it("H30 makes the replica a primary with standby and backups, which others follow, in place", async () => {
    const before = await recorded({ replicas });
    const graph = await recorded({ replicas, promoted: { replica: "b" } });
    expect(nodeNamed(graph, "database-replica-b", INSTANCE).inputs).to.include({
      instanceType: "CLOUD_SQL_INSTANCE",
      region: "us-east1",
    });
    expect(follows(graph, "database-replica-b")).to.deep.equal([]);
    expect(settingsOf(graph, "database-replica-b")).to.include({ availabilityType: "REGIONAL" });
    expect(settingsOf(graph, "database-replica-b")["backupConfiguration"]).to.include({ enabled: true });
    expect(follows(graph, "database-replica-c")).to.deep.equal(["database-replica-b"]);
    // The former primary, its users and databases stay as they are.
    for (const name of ["database-primary", "database-app"]) {
      const unchanged = (of: Graph) =>
        of.nodes.filter((node) => node.name === name).map(({ inputs }) => inputs);
      expect(unchanged(graph), name).to.deep.equal(unchanged(before));
    }
    const urns = (of: Graph) => of.nodes.map(({ urn }) => urn);
    expect(urns(graph)).to.include.members(urns(before));
  });

  it("H30 leads writers to the new primary, with its authority, under the same endpoint", async () => {
    const before = endpointsOf(await recorded({ replicas }));
    const graph = await recorded({ replicas, promoted: { replica: "b" } });
    const after = endpointsOf(graph);
    expect(after.map(({ id, name }) => [id, name])).to.deep.equal(before.map(({ id, name }) => [id, name]));
    const authority = (endpoints: typeof after) => JSON.stringify(endpoints[0]?.["credential"]);
    expect(authority(before)).to.include("database-primary-ca");
    expect(authority(after)).to.include("database-b-ca");
    expect(published(graph)["facts"]).to.have.deep.property("replication", {
      primary: "us-east1",
      replicas: [{ key: "c", location: "us-central1" }],
    });
  });

  it("H30 lets the former primary follow after a switchover", async () => {
    const promoted = { replica: "b", formerPrimary: "replica" } as const;
    const graph = await recorded({ replicas, promoted });
    expect(nodeNamed(graph, "database-primary", INSTANCE).inputs).to.include({
      instanceType: "READ_REPLICA_INSTANCE",
    });
    expect(follows(graph, "database-primary")).to.deep.equal(["database-replica-b"]);
    expect(settingsOf(graph, "database-primary")["backupConfiguration"]).to.deep.equal({ enabled: false });
  });

  it("H30 changes the replica in place, by what the provider replaces", async () => {
    const inputs = async (promoted: boolean) => {
      const graph = await recorded({ replicas, ...(promoted ? { promoted: { replica: "b" } } : {}) });
      return wire(nodeNamed(graph, "database-replica-b", INSTANCE).inputs);
    };
    const facts = factsOf(INSTANCE);
    const diff = facts && diffOf(await inputs(false), await inputs(true), facts);
    expect(diff?.diffs).to.include.members(["instanceType", "settings"]);
    expect(diff?.replaces).to.deep.equal([]);
  });

  it("H30 is refused for what is no replica", async () => {
    expect(await recorded({ replicas, promoted: { replica: "d" } }).catch(String)).to.include(
      'PostgresDatabase "database": promoted.replica is "d"; allowed are "b", "c"',
    );
  });
});

describe("PostgresDatabase: machines on Arm", () => {
  it("H34 have Hyperdisks and the edition that they belong to", async () => {
    const graph = await recorded({ tier: "db-c4a-highmem-4", replicas: { a: {} } });
    for (const name of ["database-primary", "database-replica-a"]) {
      expect(settingsOf(graph, name)).to.include({
        tier: "db-c4a-highmem-4",
        edition: "ENTERPRISE_PLUS",
        diskType: "HYPERDISK_BALANCED",
      });
    }
    expect(settingsOf(await recorded(), "database-primary")).to.include({ diskType: "PD_SSD" });
    expect(await recorded({ tier: "db-c4a-highmem-6" }).catch(String)).to.include(
      'tier is "db-c4a-highmem-6"',
    );
    const mixed = recorded({ tier: "db-perf-optimized-N-4", replicas: { a: { tier: "db-c4a-highmem-8" } } });
    expect(await mixed.catch(String)).to.include("machines with the primary's disks");
  });
});
