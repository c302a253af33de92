import { UNKNOWN } from "#graph/model";
import { sqlPublicAddress } from "#policies/gcp/sql/public-address";
import { sqlInstance } from "../../support/databases.ts";
import { describeRule } from "../../support/rules.ts";

const ADDRESS = "settings.ipConfiguration.ipv4Enabled";

describeRule(sqlPublicAddress, {
  passes: { "a private database": [sqlInstance()] },
  fails: {
    "a database that does not say": {
      stack: [sqlInstance({ [ADDRESS]: undefined })],
      findings: [`the database has a public address [${ADDRESS}]`],
    },
    "a database for everybody": {
      stack: [sqlInstance({ "settings.ipConfiguration.authorizedNetworks": [{ value: "0.0.0.0/0" }] })],
      findings: [
        "the database is open to the whole internet (0.0.0.0/0) [settings.ipConfiguration.authorizedNetworks]",
      ],
    },
  },
  unknown: { "a setting that is not known": { stack: [sqlInstance({ [ADDRESS]: UNKNOWN })], at: [ADDRESS] } },
});
