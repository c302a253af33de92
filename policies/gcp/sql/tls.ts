import { resourceRule } from "../../rule.ts";
import { SQL_INSTANCE } from "./instance.ts";

const ALLOYDB = "gcp:alloydb/instance:Instance";
const PLAIN = "ALLOW_UNENCRYPTED_AND_ENCRYPTED";

export const sqlTls = resourceRule({
  id: "gcp-sql-tls",
  title: "Databases require TLS",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Trivy: ["GCP-0015"] },
  appliesTo: [SQL_INSTANCE, ALLOYDB],
  fix: "set sslMode to ENCRYPTED_ONLY, or to TRUSTED_CLIENT_CERTIFICATE_REQUIRED in Cloud SQL",
  why: "Otherwise one client that does not request TLS sends passwords and data in plain text.",
  *check(instance) {
    if (instance.type === ALLOYDB) {
      // Without the setting it requires TLS.
      const mode = instance.at("clientConnectionConfig.sslConfig.sslMode");
      if (mode.is(PLAIN)) {
        yield mode.violation(`the database accepts unencrypted connections (${PLAIN})`);
      }
      return;
    }
    const mode = instance.at("settings.ipConfiguration.sslMode");
    if (!mode.is("ENCRYPTED_ONLY") && !mode.is("TRUSTED_CLIENT_CERTIFICATE_REQUIRED")) {
      yield mode.violation(`the database accepts unencrypted connections (${mode.text() ?? "no sslMode"})`);
    }
  },
});
