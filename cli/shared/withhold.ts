import { AsyncLocalStorage } from "node:async_hooks";
import type { Graph, Node } from "#graph/model";
import { Withheld } from "#models/credentials/withhold";
import type { CheckResult, Finding } from "#policies/check";

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
  const rules = withheld();
  const safe = remembering((text) => rules.inText(text));
  return {
    stacks: graph.stacks.map((stack) => ({ ...stack, outputs: rules.inValue(stack.outputs, true) })),
    nodes: graph.nodes.map((node) => {
      const isStack = node.parent === undefined && !node.custom;
      return {
        ...node,
        ...names(node, safe),
        inputs: rules.inValue(node.inputs),
        published: rules.inValue(node.published, isStack),
        read: node.read && { id: rules.inValue(node.read.id) },
      };
    }),
  };
}

/** Names and URNs; equal ones stay equal. */
function names({ urn, name, parent, provider, dependencies }: Node, safe: (text: string) => string) {
  return {
    urn: safe(urn),
    name: safe(name),
    parent: parent && safe(parent),
    provider: provider && safe(provider),
    dependencies: dependencies.map(safe),
  };
}

/** A function that is asked for the same texts again and again: each URN is also a parent's, a provider's, a dependency's. */
function remembering(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const changed = known.get(text) ?? change(text);
    known.set(text, changed);
    return changed;
  };
}

/** Findings as commands print them. */
export function printableResult(result: CheckResult): CheckResult {
  const safe = (text: string) => withheld().inText(text);
  const printed = <Of extends Finding>(finding: Of): Of => ({
    ...finding,
    urn: safe(finding.urn),
    message: safe(finding.message),
    path: safe(finding.path),
  });
  return {
    ...result,
    findings: result.findings.map(printed),
    excepted: result.excepted.map(printed),
    unknown: result.unknown.map((each) => ({ ...each, urn: safe(each.urn) })),
  };
}
