import { UNKNOWN } from "#graph/model";
import { sqlTls } from "#policies/gcp/sql/tls";
import { sqlInstance } from "../../support/databases.ts";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const ALLOYDB = "gcp:alloydb/instance:Instance";
const MODE = "settings.ipConfiguration.sslMode";

describeRule(sqlTls, {
  passes: {
    "AlloyDB, which requires it by default": [resource(ALLOYDB, { instanceType: "PRIMARY" })],
    "encrypted connections": [sqlInstance()],
    "client certificates": [sqlInstance({ [MODE]: "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" })],
  },
  fails: {
    "AlloyDB that does not require it": {
      stack: [
        resource(ALLOYDB, {
          clientConnectionConfig: { sslConfig: { sslMode: "ALLOW_UNENCRYPTED_AND_ENCRYPTED" } },
        }),
      ],
      findings: [
        "the database accepts unencrypted connections (ALLOW_UNENCRYPTED_AND_ENCRYPTED) [clientConnectionConfig.sslConfig.sslMode]",
      ],
    },
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
