import { stackRule } from "../rule.ts";

/** Parts of a whole: the type of the part, the input that names the whole, and the type of the whole. */
const PARTS = [
  { part: "gcp:container/nodePool:NodePool", input: "cluster", whole: "gcp:container/cluster:Cluster" },
  {
    part: "gcp:sql/database:Database",
    input: "instance",
    whole: "gcp:sql/databaseInstance:DatabaseInstance",
  },
  { part: "gcp:sql/user:User", input: "instance", whole: "gcp:sql/databaseInstance:DatabaseInstance" },
] as const;

export const protectedParts = stackRule({
  id: "resilience-protected-parts",
  title: "Children of protected resources are protected",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: PARTS.map(({ part }) => part),
  fix: "set protect on it as on the resource that it belongs to",
  why: "A destroy that stops at the protected cluster or database has by then deleted its node pools, databases and users.",
  *check(resource, stack) {
    const relation = PARTS.find(({ part }) => part === resource.type);
    if (resource.protect || !relation) {
      return;
    }
    const whole = stack
      .ofType(relation.whole)
      .find((candidate) => candidate.protect && resource.uses(relation.input, candidate));
    if (whole) {
      yield resource.at(relation.input).violation(`"${whole.name}" is protected, but this part of it is not`);
    }
  },
});
