/** Inputs of an instance's flags. */
export interface FlagSettings {
  /** Threshold for logging statements with their text, in ms. */
  readonly slowQueryMs: number;
  /** Connection limit; undefined keeps the machine's default. */
  readonly maxConnections: number | undefined;
  /** Additional flags; they override those here. */
  readonly flags: Readonly<Record<string, string>>;
}

/**
 * Flags of a PostgreSQL instance, by name and in the order of their names.
 *
 * They follow the CIS Google Cloud benchmark (6.2), with one deviation: it requires `log_min_duration_statement` off,
 * since texts of statements may contain personal data, while here slow queries must be found. Readers of the log must
 * be trusted with the data.
 */
export function databaseFlags({ slowQueryMs, maxConnections, flags }: FlagSettings): DatabaseFlag[] {
  const all: Record<string, string> = {
    "cloudsql.enable_pgaudit": "on",
    "cloudsql.iam_authentication": "on",
    log_checkpoints: "on",
    log_connections: "on",
    log_disconnections: "on",
    log_duration: "off",
    log_error_verbosity: "default",
    log_lock_waits: "on",
    log_min_duration_statement: String(slowQueryMs),
    log_min_error_statement: "error",
    log_min_messages: "warning",
    log_statement: "ddl",
    // Log every temporary file: each is a sort or a join that did not fit into memory.
    log_temp_files: "0",
    "pgaudit.log": "ddl,role",
    ...(maxConnections === undefined ? {} : { max_connections: String(maxConnections) }),
    ...flags,
  };
  return Object.entries(all)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

export interface DatabaseFlag {
  readonly name: string;
  readonly value: string;
}
