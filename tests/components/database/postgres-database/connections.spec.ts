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
