import { expect } from "chai";
import { NEXTJS_POOL } from "#components/database/pool";
import { failureOf } from "../../../support/refusals.ts";
import { flagsOf, published, recorded } from "./support.ts";

describe("PostgresDatabase", () => {
  it("S93: publishes the pool's limits of 20 connections, 30000 ms and 2000 ms", async () => {
    const graph = await recorded({ pool: NEXTJS_POOL, clients: 5 });
    expect(published(graph)["outputs"]).to.deep.include({
      pool: { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2_000 },
      maxConnections: 400,
    });
  });

  it("S94: refuses pods that together want more connections than the server has", async () => {
    const small = { tier: "db-custom-1-3840", pool: NEXTJS_POOL, clients: 5 };
    expect(await failureOf(recorded(small))).to.include(
      'PostgresDatabase "database": clients × pool.maxOpen is 100; allowed are up to 97 (db-custom-1-3840 takes ' +
        "100 connections, 3 of them reserved): a smaller pool, a larger tier, or a pooler",
    );
    await recorded({ ...small, clients: 4 });
  });

  it("D8 checks the pool against the connections that a flag sets", async () => {
    const limited = { pool: { maxOpen: 25 }, clients: 10, flags: { max_connections: "20" } };
    expect(await failureOf(recorded(limited))).to.include(
      "clients × pool.maxOpen is 250; allowed are up to 17",
    );
    const graph = await recorded({ flags: { max_connections: "150" }, pool: { maxOpen: 10 }, clients: 14 });
    expect(published(graph)["outputs"]).to.deep.include({ maxConnections: 150 });
    expect(flagsOf(graph, "database-primary")).to.include({ max_connections: "150" });
  });

  it("D8 counts the connections that flags reserve", async () => {
    const reserving = { tier: "db-custom-1-3840", pool: { maxOpen: 10 }, clients: 9 };
    await recorded(reserving);
    const flags = { superuser_reserved_connections: "10", reserved_connections: "5" };
    expect(await failureOf(recorded({ ...reserving, flags }))).to.include(
      "clients × pool.maxOpen is 90; allowed are up to 85 (db-custom-1-3840 takes 100 connections, 15 of them reserved)",
    );
  });

  it("D8 refuses a flag that is no number, out of bounds or other than the argument", async () => {
    const refused: Readonly<Record<string, object>> = {
      'flags.max_connections is "many"': { flags: { max_connections: "many" } },
      "flags.max_connections is 5": { flags: { max_connections: "5" } },
      'flags.max_connections is "100"; allowed are none beside maxConnections, which is 200': {
        maxConnections: 200,
        flags: { max_connections: "100" },
      },
      'flags.reserved_connections is "all"': { flags: { reserved_connections: "all" } },
    };
    for (const [words, args] of Object.entries(refused)) {
      expect(await failureOf(recorded(args))).to.include(words);
    }
  });

  it("C4 grows in two steps: the replicas, then the primary, and never the primary alone", async () => {
    const [small, large] = ["db-custom-2-7680", "db-custom-4-15360"];
    await recorded({ tier: small, replicas: { a: { tier: large, maxConnections: 600 } } });
    await recorded({ tier: large, maxConnections: 600, replicas: { a: {} } });
    expect(await failureOf(recorded({ tier: large, replicas: { a: { tier: small } } }))).to.include(
      "set the larger value for every replica first and run pulumi up, then for the primary",
    );
  });

  it("accepts connections on replicas as on the primary, since a standby stops otherwise", async () => {
    const graph = await recorded({ maxConnections: 250, replicas: { a: { tier: "db-custom-4-15360" } } });
    expect(flagsOf(graph, "database-replica-a")).to.include({ max_connections: "250" });
  });
});
