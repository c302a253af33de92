import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

/** A rule without a condition, or with one that is always met. Source: Firebase docs, security rules language. */
const OPEN = /\ballow\s+([a-z]+(?:\s*,\s*[a-z]+)*)\s*(?:;|:\s*if\s+true\s*(?:;|\}))/g;

export const firebaseRules = resourceRule<Property>({
  id: "gcp-firebase-rules",
  title: "Security rules of Firebase ask who calls",
  severity: "high",
  appliesTo: ["gcp:firebaserules/ruleset:Ruleset"],
  fix: "allow only if request.auth fits the document, such as: if request.auth.uid == userId",
  why: "Database and files are open to the internet through the public key that each app contains.",
  each: (ruleset) => ruleset.at("source.files").items(),
  *check(file) {
    const content = file.at("content");
    const text = (content.text() ?? "").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    for (const [, methods = ""] of text.matchAll(OPEN)) {
      yield content.violation(`the rules allow everyone: ${methods}`);
    }
  },
});
