import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { type DumpSettings, dumpCommand } from "#components/backup/dump-script";
import { type DumpTarget, startDumpTarget } from "./dump-target.ts";
import { PASSWORD, POSTGRES_PROGRAMS, type Postgres, startPostgres } from "./postgres.ts";

const run = promisify(execFile);
const WHOLE = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (a);\nCOMMIT;\n";

/** The component's command in a real shell, with loopback in place of Google and the bucket. */
describe("DatabaseDump in a shell", function () {
  this.timeout(60_000);
  let folder: string;
  let target: DumpTarget;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-dump-"));
    target = await startDumpTarget();
  });
  afterEach(async () => {
    await target.close();
    rmSync(folder, { recursive: true });
  });

  async function execute(
    source: Pick<DumpSettings, "protocol" | "database">,
    files: Readonly<Record<string, string>>,
    port: number,
  ): Promise<{ readonly ok: boolean; readonly output: string }> {
    const command = dumpCommand({ ...source, link: "DATABASE", folder: "database" });
    const [shell = "", ...args] = command.map((part) => part.replaceAll(" /tmp/", ` ${folder}/`));
    const origin = `http://127.0.0.1:${target.port}`;
    const env = {
      PATH: process.env["PATH"],
      BUCKET: "backups-1a2b",
      DATABASE_SCHEME: "http",
      DATABASE_HOST: "127.0.0.1",
      DATABASE_PORT: String(port),
      STORAGE_ORIGIN: origin,
      METADATA_ORIGIN: origin,
      ...files,
    };
    const here = args.map((part) =>
      part.replaceAll("=/tmp/", `=${folder}/`).replaceAll("@/tmp/", `@${folder}/`),
    );
    return run(shell, here, { env }).then(
      ({ stdout, stderr }) => ({ ok: true, output: stdout + stderr }),
      (error: Error) => ({ ok: false, output: error.message }),
    );
  }

  describe("of libSQL", () => {
    const dump = () => {
      const token = join(folder, "token");
      writeFileSync(token, "database-token");
      return execute({ protocol: "libsql", database: "" }, { DATABASE_TOKEN_FILE: token }, target.port);
    };

    it("S130: puts the whole dump into the bucket, under a name that tells when it was made", async () => {
      target.dump = WHOLE;
      expect(await dump()).to.include({ ok: true });
      const [asked, , uploaded] = target.seen;
      expect(asked).to.include({ method: "GET", authorization: "Bearer database-token" });
      expect(uploaded).to.include({ method: "POST", authorization: "Bearer google-token" });
      expect(uploaded?.url.pathname).to.equal("/upload/storage/v1/b/backups-1a2b/o");
      const query = uploaded?.url.searchParams;
      expect(query?.get("name")).to.match(/^database\/\d{4}\/\d{2}\/\d{2}\/\d{6}\.sql\.gz$/);
      expect(query?.get("ifGenerationMatch"), "never over another one").to.equal("0");
      expect(gunzipSync(uploaded?.body ?? "").toString()).to.equal(WHOLE);
    });

    it("fails on a dump that was cut off, and uploads nothing", async () => {
      target.dump = WHOLE.slice(0, 60);
      expect((await dump()).ok).to.equal(false);
      expect(target.seen.map(({ method }) => method)).to.deep.equal(["GET"]);
    });

    it("fails when the bucket refuses", async () => {
      target.dump = WHOLE;
      target.uploadStatus = 403;
      expect((await dump()).ok).to.equal(false);
    });
  });

  describe("of PostgreSQL", () => {
    let server: Postgres;
    before(async () => {
      server = await startPostgres();
      server.sql("create table orders as select n, md5(n::text) as text from generate_series(1, 20000) n");
    });
    after(() => server.remove());

    const dump = (environment: Readonly<Record<string, string>> = {}) => {
      const { user, password, authority } = server.files;
      const files = {
        ...environment,
        DATABASE_USER_FILE: user,
        DATABASE_PASSWORD_FILE: password,
        DATABASE_CA_PEM_FILE: authority,
      };
      return execute({ protocol: "postgres", database: "postgres" }, files, server.port);
    };

    it("S132: what was uploaded restores to the same rows", async () => {
      expect(await dump()).to.deep.equal({ ok: true, output: "{}" });
      const uploaded = target.seen.at(-1);
      expect(uploaded?.url.searchParams.get("name")).to.match(/\.dump$/);
      const archive = join(folder, "restored.dump");
      writeFileSync(archive, uploaded?.body ?? "");
      server.sql("create database restored");
      const address = `host=127.0.0.1 port=${server.port} dbname=restored user=app`;
      const env = { PATH: process.env["PATH"], PGPASSWORD: PASSWORD };
      execFileSync(`${POSTGRES_PROGRAMS}/pg_restore`, ["--exit-on-error", "--dbname", address, archive], {
        env,
      });
      const digest = "select count(*), md5(string_agg(text, ',' order by n)) from orders";
      expect(server.sql(digest, "restored")).to.equal(server.sql(digest));
    });

    it("fails on an archive that was cut off, and uploads nothing", async () => {
      const programs = join(folder, "bin");
      mkdirSync(programs);
      const cut = [
        "#!/bin/sh",
        `${POSTGRES_PROGRAMS}/pg_dump "$@"`,
        'for argument; do case "$argument" in --file=*) file=$(echo "$argument" | cut -d= -f2);; esac; done',
        'truncate -s 20000 "$file"',
      ];
      writeFileSync(join(programs, "pg_dump"), cut.join("\n"), { mode: 0o755 });
      const { ok } = await dump({ PATH: `${programs}:${process.env["PATH"]}` });
      expect(ok).to.equal(false);
      expect(target.seen).to.deep.equal([]);
    });

    it("fails on a server that is not the one it trusts", async () => {
      const other = join(folder, "other.pem");
      const subject = ["-subj", "/CN=localhost", "-keyout", join(folder, "other.key"), "-out", other];
      const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject];
      execFileSync("openssl", args, { stdio: "pipe" });
      const { user, password } = server.files;
      const files = {
        DATABASE_USER_FILE: user,
        DATABASE_PASSWORD_FILE: password,
        DATABASE_CA_PEM_FILE: other,
      };
      const { ok, output } = await execute(
        { protocol: "postgres", database: "postgres" },
        files,
        server.port,
      );
      expect(ok).to.equal(false);
      expect(output).to.include("certificate verify failed");
      expect(target.seen).to.deep.equal([]);
    });
  });
});
