import { expect } from "chai";
import type { Node, Value, Values } from "#graph/model";
import { dropCapabilities } from "#policies/kubernetes/pod/drop-capabilities";
import { hostAccess } from "#policies/kubernetes/pod/host-access";
import { imageDigest } from "#policies/kubernetes/pod/image-digest";
import { imageTag } from "#policies/kubernetes/pod/image-tag";
import { privilegeEscalation } from "#policies/kubernetes/pod/privilege-escalation";
import { readOnlyRoot } from "#policies/kubernetes/pod/read-only-root";
import { runAsNonRoot } from "#policies/kubernetes/pod/run-as-non-root";
import { seccompProfile } from "#policies/kubernetes/pod/seccomp-profile";
import { serviceAccountToken } from "#policies/kubernetes/pod/service-account-token";
import { secretInEnvironment } from "#policies/kubernetes/secrets/secret-in-environment";
import type { Rule } from "#policies/rule";
import { resource } from "../support/nodes.ts";
import { outcome } from "../support/rules.ts";

/** Where each kind that creates pods has its pod template. */
const KINDS: Readonly<Record<string, (template: Values) => Values>> = {
  "apps/v1:Deployment": (template) => ({ spec: { template } }),
  "apps/v1:StatefulSet": (template) => ({ spec: { template } }),
  "apps/v1:DaemonSet": (template) => ({ spec: { template } }),
  "apps/v1:ReplicaSet": (template) => ({ spec: { template } }),
  "batch/v1:Job": (template) => ({ spec: { template } }),
  "batch/v1:CronJob": (template) => ({ spec: { jobTemplate: { spec: { template } } } }),
  "core/v1:Pod": (template) => template,
};

/** A container that no rule about one container accepts. */
const CARELESS: Values = {
  name: "api",
  image: "example.com/api:latest",
  ports: [{ containerPort: 80, hostPort: 80 }],
  env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
  securityContext: { privileged: true, runAsUser: 0, seccompProfile: { type: "Unconfined" } },
};
const OF_CONTAINERS: readonly Rule[] = [
  dropCapabilities,
  hostAccess,
  imageDigest,
  imageTag,
  privilegeEscalation,
  readOnlyRoot,
  runAsNonRoot,
  seccompProfile,
  secretInEnvironment,
];

function workload(kind: string, spec: Values): Node {
  const inputs = KINDS[kind]?.({ metadata: { labels: { app: "api" } }, spec }) ?? {};
  const metadata = { name: "api", namespace: "shop", labels: { app: "api" } };
  return resource(`kubernetes:${kind}`, { ...inputs, metadata } as Record<string, Value>, { name: "api" });
}

describe("rules about pods", () => {
  for (const kind of Object.keys(KINDS)) {
    it(`I17 judge the pods of a ${kind}`, () => {
      for (const rule of [...OF_CONTAINERS, serviceAccountToken]) {
        const { findings } = outcome(rule, [workload(kind, { containers: [CARELESS] })]);
        expect(findings, rule.id).to.have.property("length").above(0);
      }
    });
  }

  for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
    it(`I17 judge ${list}`, () => {
      for (const rule of OF_CONTAINERS) {
        const { findings } = outcome(rule, [workload("core/v1:Pod", { [list]: [CARELESS] })]);
        expect(
          findings.every((finding) => finding.includes(`spec.${list}[0]`)),
          rule.id,
        ).to.equal(true);
        expect(findings, rule.id).to.have.property("length").above(0);
      }
    });
  }
});
