import { expect } from "chai";
import { createProject } from "#blueprints/project";
import { nodeNamed } from "../support/record.ts";
import { GOOGLE, recordBlueprint } from "./fixtures/context.ts";

describe("the project of a system", () => {
  it("is claimed, and has one repository of images unless it says otherwise", async () => {
    const graph = await recordBlueprint((context) => {
      const args = { google: GOOGLE, region: "us-central1" };
      return { images: createProject(args, context).imageRepositories };
    });
    expect(graph.claimed).to.deep.equal(["project"]);
    expect(graph.outputs["images"]).to.deep.equal({
      images: { location: "us-central1", repository: "images", project: "shop-prod" },
    });
  });

  it("is made of more where the system is, under a name of its own", async () => {
    const graph = await recordBlueprint((context) => {
      const google = { project: "shop-data", projectNumber: "210987654321" };
      const repositories = { tools: { immutableTags: false } };
      createProject(
        { name: "data", google, region: "us-central1", uses: ["postgres"], repositories },
        context,
      );
      return {};
    });
    const services = graph.nodes
      .filter(({ type }) => type === "gcp:projects/service:Service")
      .map(({ inputs }) => inputs["service"]);
    expect(services).to.include("sqladmin.googleapis.com");
    expect(nodeNamed(graph, "data-project-images-tools").inputs["repositoryId"]).to.equal(
      "shop-prod-data-tools",
    );
  });
});
