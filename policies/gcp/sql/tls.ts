import { resourceRule } from "../../rule.ts";
import { SQL_INSTANCE } from "./instance.ts";

export const sqlTls = resourceRule({
  id: "gcp-sql-tls",
  title: "Databases require TLS",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_6"], Trivy: ["GCP-0015"] },
  appliesTo: [SQL_INSTANCE],
  fix: "set settings.ipConfiguration.sslMode to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
  why: "Otherwise one client that does not request TLS sends passwords and data in plain text.",
  *check(instance) {
    const mode = instance.at("settings.ipConfiguration.sslMode");
    if (!mode.is("ENCRYPTED_ONLY") && !mode.is("TRUSTED_CLIENT_CERTIFICATE_REQUIRED")) {
      yield mode.violation(`the database accepts unencrypted connections (${mode.text() ?? "no sslMode"})`);
    }
  },
});
