import { expect } from "chai";
import type { WebServiceArgs } from "#components/workload/web-service";
import { nodeNamed } from "../../../../support/record.ts";
import { failureOf } from "../../../../support/refusals.ts";
import { BACKEND, construct, podSpecOf, recordService } from "../../fixtures.ts";

const RULES: WebServiceArgs["apiRules"] = [
  { resources: ["configmaps"], verbs: ["get", "watch"], names: ["features"] },
  { apiGroup: "apps", resources: ["deployments"], verbs: ["list"] },
];

describe("Access to the Kubernetes API", () => {
  it("S107: without rules there is no role, no binding and no token", async () => {
    const graph = await recordService("backend", BACKEND);
    expect(graph.nodes.filter(({ type }) => type.includes("rbac"))).to.deep.equal([]);
    const pod = podSpecOf(graph, "kubernetes:apps/v1:Deployment", "backend");
    expect(pod).to.include({ automountServiceAccountToken: false });
  });

  it("S107: rules become a role of the workload's own, in its namespace, for its account alone", async () => {
    const graph = await recordService("backend", BACKEND, { apiRules: RULES });
    const metadata = { name: "backend", namespace: "howlerops" };
    const role = nodeNamed(graph, "backend", "kubernetes:rbac.authorization.k8s.io/v1:Role").inputs;
    expect(role["metadata"]).to.include(metadata);
    expect(role["rules"]).to.deep.equal([
      { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "watch"], resourceNames: ["features"] },
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["list"] },
    ]);
    const binding = nodeNamed(graph, "backend", "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").inputs;
    expect(binding).to.deep.include({
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "backend" },
      subjects: [{ kind: "ServiceAccount", name: "backend", namespace: "howlerops" }],
    });
    const pod = podSpecOf(graph, "kubernetes:apps/v1:Deployment", "backend");
    expect(pod).to.include({ automountServiceAccountToken: true });
    const { dependencies } = nodeNamed(graph, "backend", "kubernetes:apps/v1:Deployment");
    expect(dependencies.filter((urn) => urn.endsWith("RoleBinding::backend"))).to.have.length(1);
  });

  it("S107: refuses what would give away more than it says", async () => {
    for (const resource of ["*", "secrets", "pods/exec", "roles", "rolebindings", "serviceaccounts/token"]) {
      const message = await failureOf(construct({ apiRules: [{ resources: [resource], verbs: ["get"] }] }));
      expect(message).to.contain(
        `apiRules.resources is "${resource}"; allowed are resources that give no further`,
      );
    }
  });
});
