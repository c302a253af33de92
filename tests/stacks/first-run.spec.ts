import { expect } from "chai";
import { findProject, stackNames } from "#cli/shared/project/project";
import { outputsOf } from "#graph/stacks";
import { FirstRun } from "../support/first-run.ts";
import { REPOSITORY, stackFileText, temporaryProject } from "../support/project.ts";
import { findNode, stackGraph } from "../support/stacks.ts";

describe("the first run of a stack in an empty project", () => {
  for (const stack of stackNames(findProject(REPOSITORY))) {
    it(`${stack} uses no API, agent or key before it is there`, async () => {
      const run = new FirstRun(await stackGraph(stack));
      const [calls, grants, keys] = [run.callsTooEarly(), run.grantsTooEarly(), run.encryptsTooEarly()];
      expect([...calls.mistakes, ...grants.mistakes, ...keys.mistakes]).to.deep.equal([]);
      expect(calls.used).to.be.greaterThan(50);
      expect(grants.used).to.be.greaterThan(3);
      // A disposable environment has no keys of its own, which would stay for ever.
      expect(keys.used > 5, `${keys.used} uses of keys`).to.equal(!stack.endsWith("-dev"));
    });

    it(`${stack} pulls its images from the registry of its own project`, async () => {
      const graph = await stackGraph(stack);
      const { inputs } = findNode(graph, "Repository", "project-images-images");
      const registry = `${inputs["location"]}-docker.pkg.dev/${inputs["project"]}/${inputs["repositoryId"]}/`;
      const own = graph.nodes
        .filter(({ type }) => type.endsWith(":Deployment"))
        .map(({ inputs }) => JSON.stringify(inputs))
        .filter((text) => text.includes("-docker.pkg.dev/"));
      expect(own.length).to.be.greaterThan(0);
      for (const text of own) {
        expect(text).to.contain(registry);
      }
      const reader = findNode(graph, "RepositoryIamMember", "cluster-images-images");
      expect(reader.inputs).to.deep.include({
        repository: inputs["repositoryId"],
        location: inputs["location"],
        role: "roles/artifactregistry.reader",
      });
    });
  }

  it("leaves nothing in a disposable environment that the cloud never deletes", async () => {
    for (const stack of ["howlerops-dev", "nextjs-dev"]) {
      const graph = await stackGraph(stack);
      expect(graph.nodes.filter(({ type }) => type.startsWith("gcp:kms/"))).to.deep.equal([]);
      expect(outputsOf(graph)).not.to.have.property("secretsProvider");
    }
  });

  it("lets a GitHub repository deploy without a key, where the stack file names one", async () => {
    const github = `
    github:
      ownerId: "4242"
      repositoryId: "171717"
      environments:
        production: { roles: [roles/container.admin] }`;
    const text = stackFileText("howlerops-dev").replace(
      'projectNumber: "100000000000"',
      `projectNumber: "100000000000"${github}`,
    );
    const project = temporaryProject({ "stacks/Pulumi.howlerops-dev.yaml": text });
    try {
      const { code, out, error } = await project.run("plan", "howlerops-dev", "--resources");
      expect({ code, error }).to.deep.equal({ code: 0, error: "" });
      expect(out).to.contain("deployments     GitHub, without keys: production");
      expect(out).to.contain(
        "IAMMember project-github-production-container.admin  role roles/container.admin",
      );
    } finally {
      project.remove();
    }
  });

  it("says where the state and its secrets go from then on", async () => {
    const outputs = outputsOf(await stackGraph("howlerops-prod"));
    expect(outputs["state"]).to.equal("gs://howlerops-prod-state");
    expect(outputs["secretsProvider"]).to.deep.equal({ $unknown: true });
  });
});
