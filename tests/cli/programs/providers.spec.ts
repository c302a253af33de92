import { expect } from "chai";
import { namesOf, type ProgramProject, programProject } from "./support.ts";

const PROGRAM = `
import { RandomId } from "@pulumi/random";
import { core } from "@pulumi/kubernetes";
new RandomId("id", { byteLength: 4 });
new core.v1.Namespace("apps");
`;

describe("default providers of a program", () => {
  let project: ProgramProject;

  afterEach(() => project.remove());

  const plan = async (setting: string) => {
    project = programProject({ "index.ts": PROGRAM, "Pulumi.dev.yaml": `config:\n${setting}` });
    return project;
  };

  it("I21 are used unless the stack disables them", async () => {
    const { nodes } = await (await plan("")).plan();
    expect(namesOf(nodes)).to.deep.equal([
      "random:index/randomId:RandomId id",
      "kubernetes:core/v1:Namespace apps",
    ]);
    expect(nodes.map(({ provider }) => provider)).to.deep.equal([null, null, null]);
  });

  it("I21 are refused of the packages that the stack names, or of all", async () => {
    const refused = " has no provider, and default ones are disabled (pulumi:disable-default-providers); ";
    for (const [setting, name] of [
      ["[kubernetes]", "apps (kubernetes:core/v1:Namespace)"],
      ["[random, aws]", "id (random:index/randomId:RandomId)"],
      ['["*"]', "id (random:index/randomId:RandomId)"],
    ]) {
      const error = await (await plan(`  pulumi:disable-default-providers: ${setting}\n`)).failure();
      expect(error).to.contain(`${name}${refused}`);
      project.remove();
    }
    expect((await (await plan("  pulumi:disable-default-providers: [aws]\n")).plan()).nodes).to.have.length(
      3,
    );
  });
});
