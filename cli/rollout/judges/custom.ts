import { type Condition, conditionsOf, type LiveObject, numberAt, textAt } from "../cluster/live.ts";
import type { ExpectedObject } from "../expected.ts";
import { done, type Judge, waiting } from "./judge.ts";

/** Conditions that say whether a custom resource works, by their common names; the first that is set decides. */
const DECIDING = ["Ready", "Available", "Programmed", "Established", "Accepted", "Reconciled"] as const;

/**
 * Kinds whose controllers always report: without a report they have not been reconciled.
 * Sources: cert-manager, API reference; External Secrets Operator, API specification (2026-11).
 */
const REPORTING =
  /^(cert-manager\.io\/.+ (Certificate|ClusterIssuer|Issuer)|external-secrets\.io\/.+ (ExternalSecret|ClusterExternalSecret|SecretStore|ClusterSecretStore|PushSecret)|k8s\.nginx\.org\/.+ (VirtualServer|VirtualServerRoute|Policy|TransportServer))$/;

/**
 * A custom resource is done when the condition that its controller sets is true for its current generation, or when
 * its `status.state` is valid. One without any report is done when it exists, unless its kind always reports.
 */
export const judgeCustomResource: Judge = (live, expected) => {
  const required = requiredConditions(live, expected);
  const missing = required.filter(({ found, status }) => found?.status !== status);
  const [first] = missing;
  if (first) {
    return waiting(`${first.type} is ${first.found?.status ?? "not set yet"}`, missing.map(wordsOf));
  }
  const stale = required.find(({ found }) => isStale(live, found));
  if (stale) {
    return waiting("its controller has not seen the last change yet");
  }
  const state = textAt(live, "status", "state");
  if (state !== "" && !/^(valid|ready|active|bound)$/i.test(state)) {
    const [reason, message] = [textAt(live, "status", "reason"), textAt(live, "status", "message")];
    return waiting(`is ${state}`, [[reason, message].filter(Boolean).join(": ")]);
  }
  if (required.length === 0 && state === "" && REPORTING.test(`${expected.apiVersion} ${expected.kind}`)) {
    return waiting("its controller has reported nothing yet");
  }
  return done(required.map(({ type }) => type.toLowerCase()).join(", ") || state.toLowerCase() || "exists");
};

interface RequiredCondition {
  readonly type: string;
  readonly status: string;
  readonly found: Condition | undefined;
}

/** The conditions of the annotation `pulumi.com/waitFor`; without it, the deciding one among those that are set. */
function requiredConditions(live: LiveObject, { inputs }: ExpectedObject): RequiredCondition[] {
  const conditions = conditionsOf(live);
  const find = (type: string, status = "True") => ({
    type,
    status,
    found: conditions.find((condition) => condition.type === type),
  });
  const awaited = awaitedConditions(inputs);
  if (awaited.length > 0) {
    return awaited.map(([type, status]) => find(type, status));
  }
  const deciding = DECIDING.find((type) => conditions.some((condition) => condition.type === type));
  return deciding === undefined ? [] : [find(deciding)];
}

function awaitedConditions(inputs: ExpectedObject["inputs"]): (readonly [string, string])[] {
  const text = textAt(inputs, "metadata", "annotations", "pulumi.com/waitFor");
  return [...text.matchAll(/condition=([\w.-]+)(?:=(\w+))?/g)].map(([, type = "", status = "True"]) => [
    type,
    status,
  ]);
}

function isStale(live: LiveObject, condition: Condition | undefined): boolean {
  const generation = numberAt(live, "metadata", "generation");
  const observed = condition?.observedGeneration ?? numberAt(live, "status", "observedGeneration");
  return observed > 0 && observed < generation;
}

function wordsOf({ found }: RequiredCondition): string {
  return found ? [found.reason, found.message].filter(Boolean).join(": ") : "";
}
