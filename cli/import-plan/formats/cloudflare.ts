import type { ImportFormat } from "./format.ts";

const ZONE = "the zone's id stands on its overview page; --zone-id takes it";

/** Resources that exist once per zone are identified by the zone's id. */
const OF_ZONE: ImportFormat = { documented: "'<zone_id>'", id: "{#zoneId}", read: ZONE };

/** Import formats of Cloudflare's types. Source: @pulumi/cloudflare, the "Import" part of each type. */
export const CLOUDFLARE_FORMATS: Readonly<Record<string, ImportFormat>> = {
  "cloudflare:index/zone:Zone": { documented: "'<zone_id>'", id: "{zoneId}", read: ZONE },
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching": OF_ZONE,
  "cloudflare:index/botManagement:BotManagement": OF_ZONE,
  "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck": OF_ZONE,
  "cloudflare:index/originCloudRegion:OriginCloudRegion": {
    documented: "'<zone_id>/<origin_ip>'",
    id: "{#zoneId}/{originIp}",
    read: ZONE,
  },
  "cloudflare:index/tieredCache:TieredCache": OF_ZONE,
  "cloudflare:index/universalSslSetting:UniversalSslSetting": OF_ZONE,
  "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings": OF_ZONE,
  "cloudflare:index/zoneDnssec:ZoneDnssec": OF_ZONE,
  "cloudflare:index/zoneSetting:ZoneSetting": {
    documented: "'<zone_id>/<setting_id>'",
    id: "{#zoneId}/{settingId}",
    read: ZONE,
  },
  "cloudflare:index/dnsRecord:DnsRecord": {
    documented: "'<zone_id>/<dns_record_id>'",
    id: undefined,
    read: "a record's id is the cloud's: GET /zones/<zone id>/dns_records lists them; the id to import is <zone id>/<record id>",
  },
  "cloudflare:index/ruleset:Ruleset": {
    documented: "'<{accounts|zones}/{account_id|zone_id}>/<ruleset_id>'",
    id: undefined,
    read: "a ruleset's id is the cloud's: GET /zones/<zone id>/rulesets lists them by phase; the id to import is zones/<zone id>/<ruleset id>",
  },
};
