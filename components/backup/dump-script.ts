/** Parameters of a dump. */
export interface DumpSettings {
  readonly protocol: "postgres" | "libsql";
  /** Name of the link to the database in environment variables, such as `DATABASE`. */
  readonly link: string;
  /** Name of the database on a PostgreSQL server. */
  readonly database: string;
  /** Prefix of the objects' names. */
  readonly folder: string;
}

/** Directory of the finished file until it is uploaded. */
const FILE = "/tmp/dump";
const HEADER = "/tmp/authorization";

/**
 * Command that dumps a database, verifies that the dump is complete, and uploads it to the bucket `$BUCKET` with the
 * pod's Google identity. Any failure fails the run: a truncated dump is no backup.
 *
 * `STORAGE_ORIGIN` and `METADATA_ORIGIN` exist only for tests.
 */
export function dumpCommand({ protocol, link, database, folder }: DumpSettings): readonly string[] {
  const name = protocol === "postgres" ? "dump" : "sql.gz";
  const lines = [
    "set -eu",
    "umask 077",
    ...(protocol === "postgres" ? postgresDump(link, database) : libsqlDump(link)),
    `origin="\${METADATA_ORIGIN:-http://metadata.google.internal}"`,
    `path=computeMetadata/v1/instance/service-accounts/default/token`,
    `curl -fsS -H "Metadata-Flavor: Google" "$origin/$path" |`,
    // In a file, since the arguments of a process are visible to all.
    `  sed 's/.*"access_token" *: *"\\([^"]*\\)".*/Authorization: Bearer \\1/' > ${HEADER}`,
    `object="${encodeURIComponent(`${folder}/`)}$(date -u +%Y%%2F%m%%2F%d%%2F%H%M%S).${name}"`,
    `url="\${STORAGE_ORIGIN:-https://storage.googleapis.com}/upload/storage/v1/b/$BUCKET/o"`,
    `curl -fsS -X POST -H @${HEADER} -H "Content-Type: application/octet-stream" \\`,
    `  -T ${FILE} "$url?uploadType=media&ifGenerationMatch=0&name=$object"`,
  ];
  return ["/bin/sh", "-c", lines.join("\n")];
}

/** Reading a truncated archive to its end is an error; its table of contents alone is at the start. */
function postgresDump(link: string, database: string): string[] {
  return [
    `export PGHOST="$${link}_HOST" PGPORT="$${link}_PORT" PGSSLMODE=verify-ca`,
    `export PGSSLROOTCERT="$${link}_CA_PEM_FILE"`,
    `export PGUSER="$(cat "$${link}_USER_FILE")" PGPASSWORD="$(cat "$${link}_PASSWORD_FILE")"`,
    `pg_dump --format=custom --no-owner --file=${FILE} ${database}`,
    `pg_restore --file=/dev/null ${FILE}`,
  ];
}

/** libSQL returns SQL in one transaction; without its last line it is truncated. */
function libsqlDump(link: string): string[] {
  return [
    `printf 'Authorization: Bearer %s' "$(cat "$${link}_TOKEN_FILE")" > ${HEADER}`,
    `curl -fsS -H @${HEADER} "\${DATABASE_SCHEME:-https}://$${link}_HOST:$${link}_PORT/dump" -o ${FILE}.sql`,
    `tail -n 1 ${FILE}.sql | grep -q '^COMMIT;'`,
    `gzip -c ${FILE}.sql > ${FILE}`,
  ];
}
