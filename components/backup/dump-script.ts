/** What a dump is made of. */
export interface DumpSettings {
  readonly protocol: "postgres" | "libsql";
  /** Name of the link to the database as environment variables have it, such as `DATABASE`. */
  readonly link: string;
  /** Name of the database at a PostgreSQL server. */
  readonly database: string;
  /** Start of the objects' names. */
  readonly folder: string;
}

/** Where the finished file lies until it is uploaded. */
const FILE = "/tmp/dump";
const HEADER = "/tmp/authorization";

/**
 * Command that dumps a database, looks whether the dump is whole, and puts it into the bucket `$BUCKET` as the
 * pod's own Google identity. Anything that fails fails the run: a dump that is cut off is no backup.
 *
 * `STORAGE_ORIGIN` and `METADATA_ORIGIN` are there for tests alone.
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
    // In a file, since arguments of a process are there for all to see.
    `  sed 's/.*"access_token" *: *"\\([^"]*\\)".*/Authorization: Bearer \\1/' > ${HEADER}`,
    `object="${encodeURIComponent(`${folder}/`)}$(date -u +%Y%%2F%m%%2F%d%%2F%H%M%S).${name}"`,
    `url="\${STORAGE_ORIGIN:-https://storage.googleapis.com}/upload/storage/v1/b/$BUCKET/o"`,
    `curl -fsS -X POST -H @${HEADER} -H "Content-Type: application/octet-stream" \\`,
    `  -T ${FILE} "$url?uploadType=media&ifGenerationMatch=0&name=$object"`,
  ];
  return ["/bin/sh", "-c", lines.join("\n")];
}

/** Read to its end, an archive that was cut off is an error; its list of contents alone stands at the start. */
function postgresDump(link: string, database: string): string[] {
  return [
    `export PGHOST="$${link}_HOST" PGPORT="$${link}_PORT" PGSSLMODE=verify-ca`,
    `export PGSSLROOTCERT="$${link}_CA_PEM_FILE"`,
    `export PGUSER="$(cat "$${link}_USER_FILE")" PGPASSWORD="$(cat "$${link}_PASSWORD_FILE")"`,
    `pg_dump --format=custom --no-owner --file=${FILE} ${database}`,
    `pg_restore --file=/dev/null ${FILE}`,
  ];
}

/** libSQL answers with SQL in one transaction; without its last line it is cut off. */
function libsqlDump(link: string): string[] {
  return [
    `printf 'Authorization: Bearer %s' "$(cat "$${link}_TOKEN_FILE")" > ${HEADER}`,
    `curl -fsS -H @${HEADER} "\${DATABASE_SCHEME:-https}://$${link}_HOST:$${link}_PORT/dump" -o ${FILE}.sql`,
    `tail -n 1 ${FILE}.sql | grep -q '^COMMIT;'`,
    `gzip -c ${FILE}.sql > ${FILE}`,
  ];
}
