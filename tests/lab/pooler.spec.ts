import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import {
  PGBOUNCER_CONFIG,
  PGBOUNCER_TEMPLATE,
  PGBOUNCER_USERS,
  pgBouncerConfig,
  pgBouncerStart,
} from "#components/database/pgbouncer";
import { PASSWORD, POSTGRES_PROGRAMS, type Postgres, startPostgres } from "./postgres.ts";
import { freePort, type Running, startServer } from "./processes.ts";

const run = promisify(execFile);
const SERVER_CONNECTIONS = 5;
const CLIENTS = 40;

/** Real PgBouncer before a real PostgreSQL, by the configuration and the command of the component. */
describe("ConnectionPooler on PostgreSQL", function () {
  this.timeout(60_000);
  let server: Postgres;
  let pooler: Running | undefined;
  let ports: { readonly server: number; readonly pooler: number };

  before(async () => {
    server = await startPostgres({ max_connections: "20" });
    ports = { server: server.port, pooler: await freePort() };
    pooler = await startPooler();
  });

  after(async () => {
    await pooler?.stop();
    await server.remove();
  });

  /** Everything as in the pod, with its paths below the test's folder. */
  async function startPooler(): Promise<Running> {
    const { folder, files } = server;
    const here = (text: string) =>
      [PGBOUNCER_CONFIG, PGBOUNCER_USERS, PGBOUNCER_TEMPLATE].reduce(
        (changed, path) => changed.replaceAll(path, join(folder, path.replaceAll("/", "_"))),
        text,
      );
    const config = pgBouncerConfig({
      databases: ["postgres"],
      mode: "transaction",
      port: ports.pooler,
      serverConnections: SERVER_CONNECTIONS,
      clientConnections: 100,
      authorityFile: files.authority,
    });
    writeFileSync(here(PGBOUNCER_TEMPLATE), here(config));
    const [shell = "", ...args] = pgBouncerStart("DATABASE");
    const env = {
      PATH: `${process.env["PATH"]}:/usr/sbin`,
      DATABASE_HOST: "127.0.0.1",
      DATABASE_PORT: String(ports.server),
      DATABASE_USER_FILE: files.user,
      DATABASE_PASSWORD_FILE: files.password,
    };
    return startServer(shell, args.map(here), ports.pooler, { env });
  }

  async function ask(port: number, sql: string): Promise<string> {
    const address = `host=127.0.0.1 port=${port} dbname=postgres user=app`;
    const options = { env: { PATH: process.env["PATH"], PGPASSWORD: PASSWORD } };
    return (await run(`${POSTGRES_PROGRAMS}/psql`, [address, "-XAtqc", sql], options)).stdout.trim();
  }

  it("reaches the server over TLS with user and password from files", async () => {
    expect(await ask(ports.pooler, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")).to.equal("t");
  });

  it("S94: serves forty clients with five connections, where the server alone turns some away", async () => {
    const all = (port: number, seconds: number) => {
      const sql = `select pg_sleep(${seconds}), pg_backend_pid()`;
      return Promise.allSettled(Array.from({ length: CLIENTS }, () => ask(port, sql)));
    };
    // Long enough for all clients to have started before the first one is done.
    const refused = (await all(ports.server, 4)).filter(({ status }) => status === "rejected");
    expect(refused.length, "refused by the server").to.be.greaterThan(0);

    const pooled = await all(ports.pooler, 0.2);
    const answers = pooled.map((each) => (each.status === "fulfilled" ? each.value : String(each.reason)));
    const backends = new Set(answers.map((answer) => answer.split("|")[1]));
    expect(answers.filter((answer) => !/^\|\d+$/.test(answer))).to.deep.equal([]);
    expect(backends.size).to.be.within(1, SERVER_CONNECTIONS);
  });

  it("turns a wrong password away", async () => {
    const address = `host=127.0.0.1 port=${ports.pooler} dbname=postgres user=app`;
    const options = { env: { PATH: process.env["PATH"], PGPASSWORD: "wrong" } };
    const failure = await run(`${POSTGRES_PROGRAMS}/psql`, [address, "-XAtqc", "select 1"], options).then(
      () => "let in",
      (error: Error) => error.message,
    );
    expect(failure).to.match(/SASL authentication failed|password authentication failed/);
  });

  it("writes the password nowhere but into its own list of users", () => {
    const config = readFileSync(join(server.folder, PGBOUNCER_CONFIG.replaceAll("/", "_")), "utf8");
    expect(config).not.to.include(PASSWORD);
    expect(pooler?.log()).not.to.include(PASSWORD);
  });
});
