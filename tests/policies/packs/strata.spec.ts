import { expect } from "chai";
import { program as clusterProgram } from "#docs/examples/cluster/cluster";
import { program as zoneProgram } from "#docs/examples/edge/zone";
import { program as serviceProgram } from "#docs/examples/workload/web-service";
import { type Graph, type Node, UNKNOWN } from "#graph/model";
import { record } from "#graph/record/record";
import { type CheckResult, check } from "#policies/check";
import { frameworkLabels } from "#policies/frameworks";
import { RULES } from "#policies/rules";
import { changed, pathsIn } from "../support/nodes.ts";
import { type Diagnostic, RunningPack, STRATA_PACK } from "./engine.ts";

const EXAMPLES = { cluster: clusterProgram, zone: zoneProgram, service: serviceProgram };

describe("policy pack strata, in a process of its own", () => {
  let pack: RunningPack;
  before(async () => {
    pack = await RunningPack.start(STRATA_PACK);
  });
  after(() => pack.stop());

  it("offers every rule with its words", async () => {
    const policies = await pack.policies();
    expect(policies.map(({ name }) => name)).to.deep.equal(RULES.map(({ id }) => id));
    for (const [index, policy] of policies.entries()) {
      const rule = RULES[index];
      expect(policy).to.deep.include({
        description: rule?.title,
        isStackPolicy: rule?.scope === "stack",
        enforcement: rule?.enforcement,
        remediationSteps: `${rule?.fix}. ${rule?.why}`,
        tags: frameworkLabels(rule?.frameworks ?? {}),
      });
    }
  });

  for (const [name, program] of Object.entries(EXAMPLES)) {
    it(`says of ${name} what the offline check says, rule by rule`, async () => {
      const graph = await record(() => program(), { project: "strata", stack: "test" });
      await expectSame(graph);
    });

    it(`says of ${name} the same when everything that it states is removed or unknown`, async () => {
      const graph = await record(() => program(), { project: "strata", stack: "test" });
      const weaker = (value: undefined | typeof UNKNOWN) => ({
        ...graph,
        nodes: graph.nodes.map((node) => weakened(node, value)),
      });
      expect((await expectSame(weaker(undefined))).findings).not.to.deep.equal([]);
      expect((await expectSame(weaker(UNKNOWN))).unknown).not.to.deep.equal([]);
    });
  }

  async function expectSame(graph: Graph): Promise<CheckResult> {
    const offline = check(graph, RULES, { today: "2026-01-01" });
    const found: Diagnostic[] = [];
    for (const node of graph.nodes) {
      found.push(...(await pack.analyze(node)));
    }
    found.push(...(await pack.analyzeStack(graph.nodes)));
    const isUnknown = ({ message }: Diagnostic) => message.startsWith("can't run policy");
    const rules = new Map(RULES.map((rule) => [rule.id, rule]));

    const violations = found
      .filter((each) => !isUnknown(each))
      .map((each) => {
        expect(each.enforcement).to.equal(rules.get(each.policy)?.enforcement);
        return `${each.policy} ${each.urn} ${each.message}`;
      });
    const expected = offline.findings.map(({ rule, urn, message, path }) => {
      const where = path === "" ? "" : ` [${path}]`;
      return `${rule} ${urn} ${rules.get(rule)?.title}\n${message}${where}`;
    });
    expect(violations.sort()).to.deep.equal(expected.sort());

    // The engine tells the first unknown value of a policy; a stack policy's is told once for the stack.
    const unknowns = found.filter(isUnknown).map((each) => {
      expect(each.enforcement).to.equal("advisory");
      return rules.get(each.policy)?.scope === "stack" ? each.policy : `${each.policy} ${each.urn}`;
    });
    const expectedUnknowns = offline.unknown.map(({ rule, urn }) =>
      rules.get(rule)?.scope === "stack" ? rule : `${rule} ${urn}`,
    );
    expect(unknowns.sort()).to.deep.equal([...new Set(expectedUnknowns)].sort());
    return offline;
  }
});

/** A node whose switches and numbers are gone, or unknown. */
function weakened(node: Node, value: undefined | typeof UNKNOWN): Node {
  return pathsIn(node.inputs)
    .filter((path) => isSwitch(path, node))
    .reduceRight((copy, path) => changed(copy, path, value), node);
}

function isSwitch(path: string, node: Node): boolean {
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], node.inputs);
  return typeof value === "boolean" || typeof value === "number";
}
