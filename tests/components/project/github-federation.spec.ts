import { expect } from "chai";
import { nodeNamed } from "../../support/record.ts";
import { GITHUB, recordProject } from "./support.ts";

describe("components/project/Project: deployments from GitHub", () => {
  it("are let in by the numbers of owner and repository and by environment", async () => {
    const graph = await recordProject({ github: GITHUB });
    const provider = nodeNamed(
      graph,
      "base-github",
      "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
    );
    expect(provider.inputs).to.deep.include({
      workloadIdentityPoolId: "github",
      oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      attributeCondition:
        "assertion.repository_owner_id == '4242' && assertion.repository_id == '171717' && assertion.environment in ['production', 'plan']",
    });
    expect(provider.inputs["attributeMapping"]).to.include({
      "google.subject": "assertion.sub",
      "attribute.environment": "assertion.environment",
    });
  });

  it("may do what their environment may, without a key", async () => {
    const graph = await recordProject({ github: GITHUB });
    const grants = graph.nodes.filter(({ name }) => name.startsWith("base-github-"));
    const principals =
      "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github";
    expect(grants.map(({ name, inputs }) => [name, inputs["role"], inputs["member"]])).to.deep.equal([
      [
        "base-github-production-container.admin",
        "roles/container.admin",
        `${principals}/attribute.environment/production`,
      ],
      [
        "base-github-production-compute.networkAdmin",
        "roles/compute.networkAdmin",
        `${principals}/attribute.environment/production`,
      ],
      ["base-github-plan-viewer", "roles/viewer", `${principals}/attribute.environment/plan`],
    ]);
    expect(graph.nodes.some(({ type }) => type === "gcp:serviceaccount/key:Key")).to.equal(false);
  });
});
