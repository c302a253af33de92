import { expect } from "chai";
import { PriorityClasses, type PriorityClassesArgs } from "#components/cluster/priority-classes";
import { program } from "#docs/examples/cluster/priority-classes";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const recordClasses = (args: Partial<PriorityClassesArgs> = {}) =>
  recordWith(({ kubernetes }) => {
    new PriorityClasses("priorities", { partOf: "howlerops", ...args }, { provider: kubernetes });
    return {};
  });

describe("components/cluster/PriorityClasses", () => {
  it("consists of three classes, of which the middle one is the default", async () => {
    const graph = await recordClasses();
    expect(childrenOf(graph, "priorities")).to.deep.equal(
      ["critical", "standard", "batch"].map(
        (name) => `kubernetes:scheduling.k8s.io/v1:PriorityClass priorities-${name}`,
      ),
    );
    expect(nodeNamed(graph, "priorities-standard").inputs).to.deep.include({
      value: 100_000,
      globalDefault: true,
      preemptionPolicy: "PreemptLowerPriority",
    });
    expect(nodeNamed(graph, "priorities-batch").inputs).to.include({
      globalDefault: false,
      preemptionPolicy: "Never",
    });
    expect(nodeNamed(graph, "priorities").published?.["facts"]).to.deep.equal({
      priorityClasses: [
        { name: "critical", value: 1_000_000 },
        { name: "standard", value: 100_000 },
        { name: "batch", value: 1000 },
      ],
    });
  });

  it("replaces a class where the API refuses a change, the old one first since the name stays", async () => {
    const { settings, inputs } = nodeNamed(await recordClasses(), "priorities-critical");
    expect(settings).to.deep.include({
      replaceOnChanges: ["value", "preemptionPolicy"],
      deleteBeforeReplace: true,
    });
    expect(inputs["metadata"]).to.deep.include({ name: "critical" });
  });

  it("runs its example, in which one more class leaves the others as they were", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(nodeNamed(graph, "priorities-payments").inputs["value"]).to.equal(500_000);
    expect(nodeNamed(graph, "priorities").published?.["facts"]).to.deep.equal({
      priorityClasses: [
        { name: "critical", value: 1_000_000 },
        { name: "payments", value: 500_000 },
        { name: "standard", value: 100_000 },
        { name: "batch", value: 1000 },
      ],
    });
    const { urn, inputs } = nodeNamed(await recordClasses({ partOf: "shop" }), "priorities-critical");
    const same = nodeNamed(graph, "priorities-critical");
    expect(same.inputs).to.deep.equal(inputs);
    expect(same.urn.split("::").slice(2)).to.deep.equal(urn.split("::").slice(2));
  });

  const of = (value: number, isDefault = false) => ({ value, description: "x", isDefault });
  const errors: [PriorityClassesArgs["classes"], string][] = [
    [
      { "system-x": of(1) },
      'PriorityClasses "priorities": classes key is "system-x"; allowed are DNS labels',
    ],
    [
      { x: of(2_000_000_000) },
      'classes["x"].value is 2000000000; allowed are whole numbers from 1 to 1000000000',
    ],
    [{ x: of(1, true), y: of(2, true) }, 'classes is ["x","y"]; allowed are maps with at most one isDefault'],
  ];
  for (const [classes, words] of errors) {
    it(`refuses ${JSON.stringify(classes)}`, () => {
      const args = { partOf: "howlerops", ...(classes ? { classes } : {}) };
      expect(() => new PriorityClasses("priorities", args)).to.throw(words);
    });
  }
});
