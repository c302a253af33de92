import { expect } from "chai";
import type { ProjectArgs } from "#components/project/args";
import type { ProjectCreation } from "#components/project/creation";
import { Project } from "#components/project/project";
import { program } from "#docs/examples/project/new-project";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { nodeNamed, recordWith } from "../../support/record.ts";

const CREATION: ProjectCreation = {
  billingAccount: "01AB23-CD45EF-678901",
  parent: { folder: "123456789012" },
};

const ARGS: ProjectArgs = {
  project: { id: "howlerops-prod-1" },
  creation: CREATION,
  prefix: "howlerops-prod",
  region: "us-central1",
};

const recordProject = (
  args: Partial<ProjectArgs> = {},
  use: (project: Project) => Record<string, unknown> = () => ({}),
) => recordWith(({ gcp }) => use(new Project("base", { ...ARGS, ...args }, { provider: gcp })));

const created = async (creation: ProjectCreation = CREATION, protect = true) =>
  nodeNamed(await recordProject({ creation, protect }), "base-project");

const failureOf = (args: Partial<ProjectArgs>) =>
  recordProject(args).then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );

describe("components/project, a project that is not there yet", () => {
  it("is created where it belongs, paid for, and without the network that the cloud would give it", async () => {
    const { inputs, protect } = await created();
    expect(inputs).to.deep.equal({
      projectId: "howlerops-prod-1",
      name: "howlerops-prod-1",
      billingAccount: "01AB23-CD45EF-678901",
      folderId: "123456789012",
      autoCreateNetwork: false,
      labels: { "managed-by": "strata" },
      deletionPolicy: "PREVENT",
    });
    expect(protect).to.equal(true);
  });

  it("may belong to an organization, have a name and labels, and be let go", async () => {
    const { inputs, protect } = await created(
      { ...CREATION, parent: { organization: "4711" }, displayName: "Howler Ops", labels: { team: "data" } },
      false,
    );
    expect(inputs).to.deep.include({
      orgId: "4711",
      name: "Howler Ops",
      labels: { team: "data", "managed-by": "strata" },
      deletionPolicy: "DELETE",
    });
    expect(inputs).not.to.have.property("folderId");
    expect(protect).to.equal(false);
  });

  it("comes before everything in it", async () => {
    const graph = await recordProject();
    const project = nodeNamed(graph, "base-project").urn;
    const reaches = (urn: string, seen = new Set<string>()): boolean =>
      urn === project ||
      (!seen.has(urn) &&
        seen.add(urn).size > 0 &&
        (graph.nodes.find((node) => node.urn === urn)?.dependencies ?? []).some((next) =>
          reaches(next, seen),
        ));
    const inside = graph.nodes.filter(
      ({ custom, parent, urn }) => custom && parent === nodeNamed(graph, "base").urn && urn !== project,
    );
    expect(inside.length).to.be.greaterThan(25);
    expect(inside.filter(({ urn }) => !reaches(urn)).map(({ name }) => name)).to.deep.equal([]);
  });

  it("hands out its number, which is known once it is there", async () => {
    const graph = await recordProject({}, ({ project }) => ({ ...project }));
    expect(graph.outputs).to.deep.equal({ id: "howlerops-prod-1", number: { $unknown: true } });
    expect(
      nodeNamed(graph, "base-agent-container", "gcp:projects/iAMMember:IAMMember").inputs["member"],
    ).to.deep.equal({
      $unknown: true,
    });
  });

  it("says where it is created", async () => {
    expect(nodeNamed(await recordProject(), "base").published?.["facts"]).to.deep.include({
      creation: { parent: { kind: "folder", id: "123456789012" } },
    });
  });

  it("is left alone where it exists: nothing of it is registered", async () => {
    const { creation: _none, ...rest } = ARGS;
    const graph = await recordWith(({ gcp }) => {
      const project = new Project(
        "base",
        { ...rest, project: { id: "howlerops-prod-1", number: "42" } },
        { provider: gcp },
      );
      return { ...project.project };
    });
    expect(graph.nodes.some(({ name }) => name === "base-project")).to.equal(false);
    expect(graph.outputs).to.deep.equal({ id: "howlerops-prod-1", number: "42" });
  });

  const errors: [string, Partial<ProjectArgs>, string][] = [
    [
      "a number of what is not there",
      { project: { id: "howlerops-prod-1", number: "42" } },
      'Project "base": project.number is "given"; allowed are none together with creation, which finds out the number',
    ],
    [
      "a billing account that is none",
      { creation: { ...CREATION, billingAccount: "mine" } },
      'creation.billingAccount is "mine"; allowed are ids such as 01AB23-CD45EF-678901',
    ],
    [
      "a folder by its name",
      { creation: { ...CREATION, parent: { folder: "apps" } } },
      'creation.parent.folder is "apps"; allowed are numbers',
    ],
    [
      "a name that the cloud refuses",
      { creation: { ...CREATION, displayName: "a" } },
      'creation.displayName is "a"; allowed are 4 to 30 letters',
    ],
  ];
  for (const [what, args, words] of errors) {
    it(`refuses ${what}`, async () => {
      expect(await failureOf(args)).to.contain(words);
    });
  }

  it("refuses an existing project without its number", async () => {
    const { creation: _none, ...rest } = ARGS;
    const failure = await recordWith(({ gcp }) => {
      new Project("base", rest, { provider: gcp });
      return {};
    }).then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(failure).to.contain("project.number is missing; allowed are numbers");
  });

  it("runs its example, in which a network waits for it", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)).to.deep.equal({ number: { $unknown: true } });
    expect(nodeNamed(graph, "network").dependencies).to.include(nodeNamed(graph, "project-project").urn);
  });
});
