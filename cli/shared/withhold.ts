import { AsyncLocalStorage } from "node:async_hooks";
import type { Graph, Node } from "#graph/model";
import { Withheld } from "#models/credentials/withhold";
import type { CheckResult } from "#policies/check";

const running = new AsyncLocalStorage<Withheld>();

/** Runs a command line, which prints no secret of the programs that it records. */
export function withholding<Result>(command: () => Result): Result {
  return running.run(new Withheld(), command);
}

/** What the running command line may not print: secrets of the programs that it recorded, and credentials. */
export function withheld(): Withheld {
  return running.getStore() ?? new Withheld();
}

/** A graph as commands print it: without credentials in plain text, and without what is a secret elsewhere. */
export function printable(graph: Graph): Graph {
  return {
    stacks: graph.stacks.map((stack) => ({ ...stack, outputs: withheld().inValue(stack.outputs, true) })),
    nodes: graph.nodes.map(printableNode),
  };
}

function printableNode(node: Node): Node {
  const isStack = node.parent === undefined && !node.custom;
  const inputs = withheld().inValue(node.inputs);
  const published = withheld().inValue(node.published, isStack);
  const read = node.read && { id: withheld().inValue(node.read.id) };
  return { ...node, ...names(node), inputs, published, read };
}

/** Names and URNs; equal ones stay equal. */
function names({ urn, name, parent, provider, dependencies }: Node) {
  const safe = (text: string) => withheld().inText(text);
  return {
    urn: safe(urn),
    name: safe(name),
    parent: parent && safe(parent),
    provider: provider && safe(provider),
    dependencies: dependencies.map(safe),
  };
}

/** Findings as commands print them. */
export function printableResult(result: CheckResult): CheckResult {
  const safe = (text: string) => withheld().inText(text);
  return {
    ...result,
    findings: result.findings.map((each) => ({
      ...each,
      urn: safe(each.urn),
      message: safe(each.message),
      path: safe(each.path),
    })),
    excepted: result.excepted.map((each) => ({
      ...each,
      urn: safe(each.urn),
      message: safe(each.message),
      path: safe(each.path),
    })),
    unknown: result.unknown.map((each) => ({ ...each, urn: safe(each.urn) })),
  };
}
