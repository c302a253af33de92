import { UNKNOWN } from "#graph/model";
import { minimumTls } from "#policies/cloudflare/zone/minimum-tls";
import { describeRule } from "../../support/rules.ts";
import { setting, ZONE } from "../../support/zones.ts";

describeRule(minimumTls, {
  passes: {
    "TLS 1.2": [ZONE, setting("min_tls_version", "1.2")],
    "TLS 1.3": [ZONE, setting("min_tls_version", "1.3")],
  },
  fails: {
    "a zone that does not say": { stack: [ZONE], findings: ["the zone accepts TLS 1.0, the default [name]"] },
    "TLS 1.1": {
      stack: [ZONE, setting("min_tls_version", "1.1")],
      findings: ["the zone accepts TLS 1.1 [value]"],
    },
  },
  unknown: {
    "a version that is not known": { stack: [ZONE, setting("min_tls_version", UNKNOWN)], at: ["value"] },
  },
});
