import { resourceRule } from "../../rule.ts";
import { MACHINES } from "./machines.ts";

const DEFAULT = /^\d+-compute@developer\.gserviceaccount\.com$/;

export const defaultMachineAccount = resourceRule({
  id: "gcp-machine-default-account",
  title: "Machines use a dedicated service account",
  severity: "high",
  frameworks: { Checkov: ["CKV_GCP_30", "CKV_GCP_31"], Trivy: ["GCP-0044"] },
  appliesTo: MACHINES,
  fix: "create a service account with the roles that the machine needs, and set serviceAccount.email to it",
  why: "The project's default service account can edit nearly everything, and every process of the machine acts as it.",
  *check(machine) {
    const account = machine.at("serviceAccount");
    if (!account.exists()) {
      return;
    }
    const email = account.at("email");
    if (!email.exists() || DEFAULT.test(email.text() ?? "")) {
      yield email.violation("the machine runs as the project's default service account");
    }
  },
});
