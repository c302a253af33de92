import { expect } from "chai";
import { isRecord, type Node } from "#graph/model";
import { check } from "#policies/check";
import { readAs } from "#policies/reading/versions";
import type { Rule } from "#policies/rule";
import { graphOf } from "./nodes.ts";

/** Versions that are read as others, for types that rules are written for. */
const OLDER = [
  "apps/v1beta1:Deployment",
  "apps/v1beta2:Deployment",
  "extensions/v1beta1:Deployment",
  "apps/v1beta2:StatefulSet",
  "extensions/v1beta1:DaemonSet",
  "batch/v1beta1:CronJob",
  "autoscaling/v2beta2:HorizontalPodAutoscaler",
  "policy/v1beta1:PodDisruptionBudget",
  "extensions/v1beta1:NetworkPolicy",
  "rbac.authorization.k8s.io/v1beta1:RoleBinding",
  "external-secrets.io/v1beta1:ExternalSecret",
].map((version) => `kubernetes:${version}`);

/** Objects of a stack as items of lists: the rule must find the same, at the items' paths. */
export function expectSameInLists(rule: Rule, stack: readonly Node[], environment?: string): void {
  const inLists = stack.map((node) =>
    isObject(node) ? { ...node, type: `${node.type}List`, inputs: { items: [node.inputs] } } : node,
  );
  expect(findings(rule, inLists, environment).map(withoutItem)).to.have.members(
    findings(rule, stack, environment),
  );
}

/** Objects of a stack in an older version of their API: the rule must find the same. */
export function expectSameInOlderVersions(rule: Rule, stack: readonly Node[], environment?: string): void {
  for (const older of OLDER) {
    const { as } = readAs(older) ?? {};
    const inOlder = stack.map((node) => (node.type === as ? { ...node, type: older } : node));
    expect(findings(rule, inOlder, environment), older).to.deep.equal(findings(rule, stack, environment));
  }
}

/**
 * Objects of a stack as changes of others: the rule may find what they set, and leaves open what they do not. It passes
 * none that it blames as a whole object.
 */
export function expectPatchesAreJudged(rule: Rule, stack: readonly Node[], environment?: string): void {
  const blamed = new Set(
    check(graphOf(stack), [rule], { today: TODAY, environment }).findings.map(({ urn }) => urn),
  );
  for (const [index, node] of stack.entries()) {
    if (!blamed.has(node.urn) || !isObject(node) || !isJudgedByType(rule, node)) {
      continue;
    }
    const patched = stack.with(index, { ...node, type: `${node.type}Patch` });
    const { findings, unknown } = check(graphOf(patched), [rule], { today: TODAY, environment });
    const told = [...findings, ...unknown].filter(({ urn }) => urn === node.urn);
    expect(told, `${node.name} as a patch`).not.to.be.empty;
    for (const { path } of findings.filter(({ urn }) => urn === node.urn)) {
      const alike = stack.filter(({ urn }) => urn === node.urn);
      expect(
        alike.some(({ inputs }) => isSet(inputs, path)),
        `${path} of ${node.name}`,
      ).to.equal(true);
    }
  }
}

const TODAY = "2026-01-01";

/** An object of Kubernetes; releases of charts have neither lists nor patches. */
function isObject({ type, custom, read }: Node): boolean {
  return custom && !read && type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh");
}

/** A rule over every resource compares declarations, and a patch declares nothing. */
function isJudgedByType({ appliesTo, id }: Rule, { type }: Node): boolean {
  return appliesTo !== "every resource" && !id.startsWith("claims-") && appliesTo.includes(type);
}

function findings(rule: Rule, stack: readonly Node[], environment: string | undefined): string[] {
  return check(graphOf(stack), [rule], { today: TODAY, environment }).findings.map(({ urn, message, path }) =>
    JSON.stringify([urn, message, path]),
  );
}

function withoutItem(finding: string): string {
  const [urn, message, path = ""] = JSON.parse(finding) as string[];
  return JSON.stringify([urn, message, path.replace(/^items\[0\]\.?/, "")]);
}

function isSet(value: unknown, path: string): boolean {
  const keys = [...path.matchAll(/\["([^"]+)"\]|[^.[\]]+/g)].map(([key, quoted]) => quoted ?? key);
  let at = value;
  for (const key of keys) {
    at = Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[key] : undefined;
  }
  return at !== undefined;
}
