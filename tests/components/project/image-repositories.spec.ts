import { expect } from "chai";
import { outputsOf } from "#graph/stacks";
import { childrenByUrn, nodeNamed } from "../../support/record.ts";
import { recordProject } from "./support.ts";

describe("components/project/Project: image repositories", () => {
  it("are encrypted with a key that the registry's agent may use, and cleaned up", async () => {
    const graph = await recordProject({ repositories: { app: { keepVersions: 10 } } });
    expect(nodeNamed(graph, "base-images-app").inputs).to.deep.include({
      location: "us-central1",
      repositoryId: "howlerops-prod-app",
      format: "DOCKER",
      kmsKeyName: { $unknown: true },
      dockerConfig: { immutableTags: true },
      cleanupPolicies: [
        { id: "keep-newest", action: "KEEP", mostRecentVersions: { keepCount: 10 } },
        {
          id: "delete-untagged",
          action: "DELETE",
          condition: { tagState: "UNTAGGED", olderThan: "1209600s" },
        },
      ],
    });
    expect(nodeNamed(graph, "base-key-images-registry-agent").inputs["member"]).to.equal(
      "serviceAccount:service-123456789012@gcp-sa-artifactregistry.iam.gserviceaccount.com",
    );
  });

  it("are handed out as a cluster takes them", async () => {
    const graph = await recordProject(
      { repositories: { app: {} } },
      ({ imageRepositories }) => imageRepositories,
    );
    expect(outputsOf(graph)).to.deep.equal({
      app: { project: "howlerops-prod-1", location: "us-central1", repository: "howlerops-prod-app" },
    });
  });

  it("may have a name of their own", async () => {
    const graph = await recordProject({ repositories: { app: { repositoryId: "images" } } });
    expect(nodeNamed(graph, "base-images-app").inputs).to.include({ repositoryId: "images" });
    expect(nodeNamed(graph, "base").published?.["facts"]).to.deep.include({
      imageRepositories: ["us-central1-docker.pkg.dev/howlerops-prod-1/images"],
    });
  });

  it("come and go without a change to the others", async () => {
    const one = childrenByUrn(await recordProject({ repositories: { app: {} } }), "base");
    const two = childrenByUrn(await recordProject({ repositories: { tools: {}, app: {} } }), "base");
    expect(two).to.deep.include(one);
    expect(Object.keys(two)).to.have.length(Object.keys(one).length + 1);
  });
});
