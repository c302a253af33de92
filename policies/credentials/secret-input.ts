import type { PlainSecret } from "#graph/model";
import { meaningOf } from "#models/credentials/names";
import type { PolicyResource } from "../context.ts";
import { resourceRule } from "../rule.ts";
import { propertyAt } from "./placed.ts";

export const credentialsSecretInput = resourceRule({
  id: "credentials-secret-input",
  title: "Secrets reach resources as secrets",
  severity: "high",
  appliesTo: "every resource",
  fix: "pass a secret: config.requireSecret, a generated password, or pulumi.secret over what the environment holds",
  why: "A plain value is in the program or its configuration, and in plain text wherever else the program passes it.",
  each: (resource: PolicyResource) =>
    resource.plainSecrets.filter((each) => resource.custom || isSetting(each)),
  *check(secret, resource) {
    const name = String(secret.at.findLast((step) => typeof step === "string") ?? "");
    const meaning = meaningOf(name);
    if (isSetting(secret)) {
      const from = resource.custom ? resource.inputs() : resource.published();
      yield propertyAt(from, secret.at).violation(
        `"${name}" is an encrypted setting that is read in plain text`,
      );
    } else if (meaning !== undefined && meaning !== "public") {
      yield propertyAt(resource.inputs(), secret.at).violation(`"${name}" is given in plain text`);
    }
  },
});

function isSetting({ from }: PlainSecret): boolean {
  return from === "configuration";
}
