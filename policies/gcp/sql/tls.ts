import { resourceRule } from "../../rule.ts";
import { SQL_INSTANCE } from "./instance.ts";

export const sqlTls = resourceRule({
  id: "gcp-sql-tls",
  title: "Databases accept encrypted connections only",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_6"], Trivy: ["GCP-0015"] },
  appliesTo: [SQL_INSTANCE],
  fix: "set settings.ipConfiguration.sslMode to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
  why: "Passwords and rows cross the network in plain text as soon as one client forgets to ask for TLS.",
  *check(instance) {
    const mode = instance.at("settings.ipConfiguration.sslMode");
    if (!mode.is("ENCRYPTED_ONLY") && !mode.is("TRUSTED_CLIENT_CERTIFICATE_REQUIRED")) {
      yield mode.violation(`the database accepts plain connections (${mode.text() ?? "no sslMode"})`);
    }
  },
});
