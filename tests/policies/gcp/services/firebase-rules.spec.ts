import { UNKNOWN, type Value } from "#graph/model";
import { firebaseRules } from "#policies/gcp/services/firebase-rules";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const rules = (content: Value) =>
  resource("gcp:firebaserules/ruleset:Ruleset", { source: { files: [{ name: "f", content }] } });
const match = (rule: string) => `service cloud.firestore { match /{all=**} { ${rule} } }`;

describeRule(firebaseRules, {
  passes: {
    "a condition": [rules(match("allow read, write: if request.auth.uid == all;"))],
    "a refusal": [rules(match("allow read, write: if false;"))],
    "a comment": [rules(match("// allow read;\n allow read: if request.auth != null;"))],
    "a condition that starts with true": [rules(match("allow read: if true && request.auth != null;"))],
  },
  fails: {
    "no condition, and one that is always met": {
      stack: [rules(match("allow read; allow create, update: if true;"))],
      findings: [
        "the rules allow everyone: create, update [source.files[0].content]",
        "the rules allow everyone: read [source.files[0].content]",
      ],
    },
  },
  unknown: { "rules that are not known": { stack: [rules(UNKNOWN)], at: ["source.files[0].content"] } },
});
