import type { PolicyResource } from "../../context.ts";
import { openTo } from "../../opened.ts";
import { resourceRule } from "../../rule.ts";

/** A list of networks that may connect to a managed service. */
interface NetworkList {
  readonly type: string;
  /** Path of the list, without the index of its elements. */
  readonly list: string;
  /** The member of an element that has the range; the element itself if undefined. */
  readonly range?: string;
  /** What the networks reach. */
  readonly what: string;
}

const COMPOSER = "gcp:composer/environment:Environment";

const LISTS: readonly NetworkList[] = [
  {
    type: "gcp:alloydb/instance:Instance",
    list: "networkConfig.authorizedExternalNetworks",
    range: "cidrRange",
    what: "the database",
  },
  {
    type: COMPOSER,
    list: "config.masterAuthorizedNetworksConfig.cidrBlocks",
    range: "cidrBlock",
    what: "the environment's Kubernetes API server",
  },
  {
    type: COMPOSER,
    list: "config.webServerNetworkAccessControl.allowedIpRanges",
    range: "value",
    what: "the Airflow web server",
  },
  {
    type: "gcp:databasemigrationservice/connectionProfile:ConnectionProfile",
    list: "cloudsql.settings.ipConfig.authorizedNetworks",
    range: "value",
    what: "the database",
  },
  {
    type: "gcp:projects/apiKey:ApiKey",
    list: "restrictions.serverKeyRestrictions.allowedIps",
    what: "whatever the API key permits",
  },
];

export const openNetworks = resourceRule<NetworkList & { readonly resource: PolicyResource }>({
  id: "gcp-open-networks",
  title: "Managed services admit no share of the internet",
  severity: "high",
  appliesTo: [...new Set(LISTS.map(({ type }) => type))],
  fix: "name the networks that need it, or connect through a private network",
  why: "A list of networks that admits the internet protects nothing: passwords and tokens are tried from everywhere.",
  each: (resource) =>
    LISTS.filter(({ type }) => type === resource.type).map((list) => ({ ...list, resource })),
  *check({ resource, list: path, range, what }) {
    const list = resource.at(path);
    const items = list.items();
    const ranges = range === undefined ? items : items.map((item) => item.at(range));
    yield* openTo({ list, ranges }, (share) => `${what} is open to ${share}`);
  },
});
