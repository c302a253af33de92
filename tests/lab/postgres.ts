import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, handOver, serverUser, startServer } from "./processes.ts";

/** Where Debian's package "postgresql" has its programs. */
export const POSTGRES_PROGRAMS = "/usr/lib/postgresql/15/bin";

/** Password of the user "app": with the signs that the component's passwords may have. */
export const PASSWORD = "a-word_with.signs~";

/** A PostgreSQL server on loopback that takes TLS, with its credential as files, as pods have it. */
export interface Postgres {
  readonly port: number;
  readonly folder: string;
  readonly files: { readonly user: string; readonly password: string; readonly authority: string };
  /** Runs SQL as "app" and returns what it answers. */
  sql(text: string, database?: string): string;
  /** What the server logged so far. */
  log(): string;
  /** Ends the server and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server with an empty database "postgres". */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "strata-postgres-"));
  handOver(folder);
  const port = await freePort();
  const place = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    handOver(path);
    return path;
  };
  const files = {
    user: place("user", "app"),
    password: place("password", PASSWORD),
    authority: join(folder, "ca.pem"),
  };
  const as = { ...serverUser(), cwd: folder, stdio: "pipe" } as const;
  const data = join(folder, "data");
  const access = ["-U", "app", "--auth=scram-sha-256", `--pwfile=${files.password}`];
  execFileSync(`${POSTGRES_PROGRAMS}/initdb`, ["-D", data, ...access], as);
  const key = join(folder, "server.key");
  const subject = ["-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", files.authority];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject], as);
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    ssl: "on",
    ssl_cert_file: files.authority,
    ssl_key_file: key,
    fsync: "off",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const probe = ["--host", "127.0.0.1", "--port", String(port), "--quiet"];
  const server = await startServer(`${POSTGRES_PROGRAMS}/postgres`, ["-D", data, ...flags], port, {
    // It listens while it starts up, and refuses sessions until it has.
    isReady: () => spawnSync(`${POSTGRES_PROGRAMS}/pg_isready`, probe).status === 0,
  });
  return {
    port,
    folder,
    files,
    sql: (text, database = "postgres") => {
      const address = `host=127.0.0.1 port=${port} dbname=${database} user=app`;
      const env = { PATH: process.env["PATH"], PGPASSWORD: PASSWORD };
      const args = [address, "-XAtqc", text];
      return execFileSync(`${POSTGRES_PROGRAMS}/psql`, args, { encoding: "utf8", env }).trim();
    },
    log: () => server.log(),
    remove: async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
