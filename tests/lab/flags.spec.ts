import { expect } from "chai";
import { databaseFlags } from "#components/database/postgres/flags";
import { type Postgres, startPostgres } from "./postgres.ts";

/** PostgreSQL itself takes the flags; those of Cloud SQL and of its audit extension are left out. */
describe("flags in PostgreSQL", function () {
  this.timeout(30_000);
  let server: Postgres;

  before(async () => {
    const flags = databaseFlags({ slowQueryMs: 500, maxConnections: 40, flags: {} });
    const own = flags.filter(({ name }) => !/^(cloudsql|pgaudit)\./.test(name));
    server = await startPostgres(Object.fromEntries(own.map(({ name, value }) => [name, value])));
  });
  after(() => server.remove());

  /** What the server logged, once a line is there: it arrives by a pipe, some turns later. */
  async function logWith(line: RegExp): Promise<string> {
    const deadline = Date.now() + 5_000;
    while (!line.test(server.log()) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(server.log()).to.match(line);
    return server.log();
  }

  it("S99: log the text of a statement that takes longer than 500 ms, and of no other", async () => {
    server.sql("select 'fast' as word");
    server.sql("select 'slow' as word, pg_sleep(0.6)");
    const log = await logWith(/duration: \d+\.\d+ ms {2}statement: select 'slow' as word/);
    expect(log).not.to.include("select 'fast'");
  });

  it("log who connects, and changes of the schema", async () => {
    server.sql("create table audited ()");
    expect(await logWith(/statement: create table audited/)).to.include("connection authorized: user=app");
  });

  it("set the number of connections", () => {
    expect(server.sql("show max_connections")).to.equal("40");
  });
});
