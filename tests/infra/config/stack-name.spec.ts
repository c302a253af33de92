import { expect } from "chai";
import { ENVIRONMENTS } from "#blueprints/contract/environment";
import { contradictsName } from "#infra/config/stack-name";
import { SYSTEMS } from "#infra/systems";
import { stackFileText, type TemporaryProject, temporaryProject } from "../../support/project.ts";

describe("a stack's name and its settings", () => {
  const problems = (stack: string, system: string, environment: string) =>
    contradictsName(stack, { system, environment }, { systems: SYSTEMS, environments: ENVIRONMENTS }).map(
      ({ path, problem }) => `${path.join()} ${problem}`,
    );

  it("agree where the name says system and environment", () => {
    expect(problems("howlerops-prod", "howlerops", "prod")).to.deep.equal([]);
  });

  it("may differ where the name is one of its own", () => {
    expect(problems("howlerops-prod-eu", "howlerops", "staging")).to.deep.equal([]);
  });

  it("contradict each other where the file is another stack's", () => {
    expect(problems("howlerops-prod", "nextjs", "dev")).to.deep.equal([
      `strata:system found "nextjs", but the stack is named howlerops-prod; is this another stack's file?`,
      `strata:environment found "dev", but the stack is named howlerops-prod; is this another stack's file?`,
    ]);
  });

  it("agree where the name also means another system in another environment", () => {
    const base = { system: "shop", environment: "prod", slice: "eu" };
    const { howlerops } = SYSTEMS;
    const { prod } = ENVIRONMENTS;
    const systems = { "shop-prod": howlerops, shop: howlerops };
    const environments = { eu: { ...prod, name: "eu" }, prod };
    const known = { systems, environments };
    expect(contradictsName("shop-prod-eu", base, known)).to.deep.equal([]);
    expect(contradictsName("shop-prod-eu", { system: "shop-prod", environment: "eu" }, known)).to.deep.equal(
      [],
    );
  });

  describe("in a plan", () => {
    let project: TemporaryProject | undefined;

    afterEach(() => project?.remove());

    it("are named with the line of the file", async () => {
      const text = stackFileText("howlerops-prod").replace("environment: prod", "environment: dev");
      project = temporaryProject({ "stacks/Pulumi.howlerops-prod.yaml": text });
      const { code, error } = await project.run("plan", "howlerops-prod");
      expect(code).to.equal(2);
      expect(error).to.match(
        /^stacks\/Pulumi\.howlerops-prod\.yaml:\d+ {2}strata:environment {2}found "dev", but/,
      );
    });
  });
});
