import { STACK_TYPE } from "#graph/stacks";
import { placedCredentials } from "#models/credentials/places";
import type { PolicyResource } from "../context.ts";
import { resourceRule } from "../rule.ts";
import { inWords, propertyAt } from "./placed.ts";

export const credentialsInOutputs = resourceRule({
  id: "credentials-in-outputs",
  title: "Outputs of stacks hold no credentials in plain text",
  severity: "high",
  appliesTo: [STACK_TYPE],
  fix: "mark the output as a secret (pulumi.secret), or leave it out",
  why: "Plans, updates and stack references print outputs, and the stack's state holds them in plain text.",
  *each(stack: PolicyResource) {
    if (!stack.revealed) {
      yield* placedCredentials(stack.published().raw(), { areSettings: true });
    }
  },
  *check(placed, stack) {
    yield propertyAt(stack.published(), placed.at).violation(`the output ${inWords(placed)}`);
  },
});
