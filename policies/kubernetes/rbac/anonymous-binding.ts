import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { BINDINGS, roleName } from "./roles.ts";

/** Subjects that are everyone. Source: Kubernetes docs, authentication: anonymous requests, and service accounts. */
const EVERYONE: Readonly<Record<string, string>> = {
  "system:anonymous": "anyone who reaches the API server",
  "system:unauthenticated": "anyone who reaches the API server",
  "system:authenticated": "anyone who can log in, on GKE everyone with a Google account",
  "system:serviceaccounts": "every pod of the cluster",
};

export const anonymousBinding = resourceRule<Property>({
  id: "kubernetes-anonymous-binding",
  title: "No role is bound to everyone",
  severity: "high",
  frameworks: {
    "CIS GKE": ["4.1.8", "4.1.9", "4.1.10"],
    Trivy: ["KSV-0122", "KSV-01011"],
  },
  appliesTo: BINDINGS,
  fix: "bind the role to the users, groups or service accounts that need it",
  why: "Such a binding is how clusters are taken over from the internet without any credential.",
  each: (binding) => binding.at("subjects").items(),
  *check(subject, binding) {
    const name = subject.at("name");
    const everyone = EVERYONE[name.text() ?? ""];
    if (everyone !== undefined && !subject.at("kind").is("ServiceAccount")) {
      yield name.violation(`${everyone} gets ${roleName(binding)} (${name.text()})`);
    }
  },
});
