import { UNKNOWN } from "#graph/model";
import { openNetworks } from "#policies/gcp/network/open-networks";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const ALLOYDB = "gcp:alloydb/instance:Instance";
const COMPOSER = "gcp:composer/environment:Environment";
const API_KEY = "gcp:projects/apiKey:ApiKey";
const EXTERNAL = "networkConfig.authorizedExternalNetworks";

function database(...ranges: readonly string[]) {
  const authorizedExternalNetworks = ranges.map((cidrRange) => ({ cidrRange }));
  return resource(ALLOYDB, { networkConfig: { authorizedExternalNetworks } });
}

describeRule(openNetworks, {
  passes: {
    "an office, and lists that are not there": [
      database("192.0.2.0/24"),
      resource(COMPOSER, {}),
      resource(API_KEY, { restrictions: { serverKeyRestrictions: { allowedIps: ["192.0.2.1"] } } }),
    ],
  },
  fails: {
    "a database for both halves": {
      stack: [database("0.0.0.0/1", "128.0.0.0/1")],
      findings: [`the database is open to the whole internet (0.0.0.0/1, 128.0.0.0/1) [${EXTERNAL}]`],
    },
    "an environment for everybody": {
      stack: [
        resource(COMPOSER, {
          config: {
            masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] },
            webServerNetworkAccessControl: { allowedIpRanges: [{ value: "0.0.0.0/0" }, { value: "::0/0" }] },
          },
        }),
      ],
      findings: [
        "the environment's Kubernetes API server is open to the whole internet (0.0.0.0/0) [config.masterAuthorizedNetworksConfig.cidrBlocks]",
        "the Airflow web server is open to the whole internet (0.0.0.0/0, ::0/0) [config.webServerNetworkAccessControl.allowedIpRanges]",
      ],
    },
    "a migration's source": {
      stack: [
        resource("gcp:databasemigrationservice/connectionProfile:ConnectionProfile", {
          cloudsql: { settings: { ipConfig: { authorizedNetworks: [{ value: "0.0.0.0/2" }] } } },
        }),
      ],
      findings: [
        "the database is open to 28 % of the internet (0.0.0.0/2) [cloudsql.settings.ipConfig.authorizedNetworks]",
      ],
    },
    "a key for everybody": {
      stack: [resource(API_KEY, { restrictions: { serverKeyRestrictions: { allowedIps: ["::/0"] } } })],
      findings: [
        "whatever the API key permits is open to the whole internet (::/0) [restrictions.serverKeyRestrictions.allowedIps]",
      ],
    },
  },
  unknown: {
    "networks that are not known": {
      stack: [resource(ALLOYDB, { networkConfig: { authorizedExternalNetworks: UNKNOWN } })],
      at: [EXTERNAL],
    },
  },
});
