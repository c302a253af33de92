import { expect } from "chai";
import { groupKindOf, kindsOfChart, rightsOn } from "#models/access/kubernetes";

describe("rights in a cluster", () => {
  const rights = (type: string) => {
    const groupKind = groupKindOf(type);
    return groupKind && rightsOn(groupKind);
  };

  for (const [type, apiGroup, resource] of [
    ["kubernetes:core/v1:Namespace", "", "namespaces"],
    ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "networking.k8s.io", "networkpolicies"],
    ["kubernetes:networking.k8s.io/v1:IngressClass", "networking.k8s.io", "ingressclasses"],
    ["kubernetes:core/v1:Endpoints", "", "endpoints"],
    ["kubernetes:apps/v1:DeploymentPatch", "apps", "deployments"],
    ["kubernetes:k8s.nginx.org/v1:VirtualServer", "k8s.nginx.org", "virtualservers"],
  ] as const) {
    it(`of ${type} are on ${resource}`, () => {
      expect(rights(type)).to.deep.equal({
        apiGroup,
        resource,
        verbs: ["get", "list", "watch", "create", "patch", "update", "delete"],
      });
    });
  }

  it("A4 on roles include to bind and to escalate, which the API server demands of whoever grants more than it has", () => {
    expect(rights("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")?.verbs).to.include.members([
      "bind",
      "escalate",
    ]);
    expect(rights("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding")?.verbs).not.to.include("bind");
  });

  it("of a release are those on what its chart creates", () => {
    expect(kindsOfChart("oci://ghcr.io/nginx/charts/nginx-ingress")).to.deep.include({
      apiGroup: "networking.k8s.io",
      kind: "IngressClass",
    });
    expect(kindsOfChart("external-secrets")).to.deep.include({
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
    });
    expect(kindsOfChart("oci://registry.example/charts/other")).to.equal(undefined);
    expect(groupKindOf("kubernetes:helm.sh/v3:Release")).to.equal(undefined);
  });
});
