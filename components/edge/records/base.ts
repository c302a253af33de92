/** What every record has. @public */
export interface RecordBase {
  /** "@" for the zone's domain, a name below it such as "www", or the full name. */
  readonly name: string;
  /** Shown in the dashboard; at most 100 characters on Free, 500 above. Default none. */
  readonly comment?: string;
  /**
   * How long resolvers may keep the record, 60 to 86400 seconds, on Enterprise from 30. Not for proxied records, which
   * are always automatic. Default: automatic, 300 seconds. Source: Cloudflare docs, DNS record TTL.
   */
  readonly ttlSeconds?: number;
}
