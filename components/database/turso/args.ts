/** A database hosted by Turso. */
export interface TursoDriver {
  readonly kind: "turso";
  /** Slug of the Turso organization. */
  readonly organization: string;
  /** Group of the database; its locations apply to all its databases. Default: `<prefix>`. */
  readonly group?: string;
  /** Name of the database, at most 32 characters. Default: `<prefix>`. */
  readonly database?: string;
  /** Host that clients dial. Default `<database>-<organization>.turso.io`; databases on AWS have another. */
  readonly host?: string;
}
