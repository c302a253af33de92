/** A database that Turso runs. */
export interface TursoDriver {
  readonly kind: "turso";
  /** Slug of the organization at Turso. */
  readonly organization: string;
  /** Group that the database is in; its locations are those of all its databases. Default: `<prefix>`. */
  readonly group?: string;
  /** Name of the database, at most 32 characters. Default: `<prefix>`. */
  readonly database?: string;
  /** Host that clients dial. Default `<database>-<organization>.turso.io`; databases on AWS have another. */
  readonly host?: string;
}
