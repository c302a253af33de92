import { expect } from "chai";
import type { Graph, Value } from "#graph/model";
import { findNode, stackGraph } from "../support/stacks.ts";
import { contentsOf, showContent } from "./contents.ts";

/** A graph in which one text of all inputs reads otherwise. */
function replaced(graph: Graph, text: string, other: string): Graph {
  const replace = (value: Value): Value =>
    JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(text), JSON.stringify(other)));
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: replace(node.inputs) as typeof node.inputs }));
  return { ...graph, nodes };
}

function lines(graph: Graph): string[] {
  return [...contentsOf(graph, [])].flatMap(([title, content]) =>
    showContent(title, content.values()).split("\n"),
  );
}

describe("contents of golden plans", () => {
  let graph: Graph;

  before(async () => {
    graph = await stackGraph("nextjs-prod");
  });

  const changes = [
    { what: "a network policy's protocol", text: "UDP", other: "SCTP" },
    { what: "a managed ruleset's id", text: "efb7b8c949ac4650a09736fc376e9aee", other: "0".repeat(32) },
    { what: "an alert's severity", text: "critical", other: "warning" },
    { what: "a pod's right to gain more", text: "RuntimeDefault", other: "Unconfined" },
  ];
  for (const { what, text, other } of changes) {
    it(`I17 changes with ${what}, in lines that show it`, () => {
      const before = new Set(lines(graph));
      const added = lines(replaced(graph, text, other)).filter((line) => !before.has(line));
      expect(added.join("\n")).to.include(other);
    });
  }

  it("I17 changes when every pod may call every other", () => {
    const open = graph.nodes.map((node) =>
      node.type.endsWith(":NetworkPolicy") && node.name.endsWith("-deny-all")
        ? {
            ...node,
            inputs: { ...node.inputs, spec: { podSelector: {}, ingress: [{}], policyTypes: ["Ingress"] } },
          }
        : node,
    );
    expect(lines({ ...graph, nodes: open })).to.not.deep.equal(lines(graph));
  });

  it("shows a digest of long texts, which changes with their ends", () => {
    const node = findNode(graph, "Network", "network-vpc");
    const of = (text: string) => lines({ ...graph, nodes: [{ ...node, inputs: { text } }] });
    expect(of(`${"a".repeat(300)}b`)).to.not.deep.equal(of(`${"a".repeat(300)}c`));
    expect(of("a".repeat(300)).join("\n")).to.have.length.below(200);
  });

  it("refuses two resources of one title", () => {
    expect(() => contentsOf({ ...graph, nodes: [...graph.nodes, ...graph.nodes] }, [])).to.throw(
      "tell them apart",
    );
  });
});
