import { UNKNOWN } from "#graph/model";
import { sqlTls } from "#policies/gcp/sql/tls";
import { sqlInstance } from "../../support/databases.ts";
import { describeRule } from "../../support/rules.ts";

const MODE = "settings.ipConfiguration.sslMode";

describeRule(sqlTls, {
  passes: {
    "encrypted connections": [sqlInstance()],
    "client certificates": [sqlInstance({ [MODE]: "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" })],
  },
  fails: {
    "a database that does not say": {
      stack: [sqlInstance({ [MODE]: undefined })],
      findings: [`the database accepts unencrypted connections (no sslMode) [${MODE}]`],
    },
    "plain connections beside encrypted ones": {
      stack: [sqlInstance({ [MODE]: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" })],
      findings: [`the database accepts unencrypted connections (ALLOW_UNENCRYPTED_AND_ENCRYPTED) [${MODE}]`],
    },
  },
  unknown: { "a mode that is not known": { stack: [sqlInstance({ [MODE]: UNKNOWN })], at: [MODE] } },
});
