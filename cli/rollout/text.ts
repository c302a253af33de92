import type { Terminal } from "../shared/terminal/terminal.ts";
import { fold, plural } from "../shared/terminal/text.ts";
import type { OpenedCluster } from "./cluster/kubeconfig.ts";
import { describeObject } from "./expected.ts";
import type { Judged } from "./rollout.ts";

/** Reasons that are printed of one object; `--json` has all. */
const PRINTED_REASONS = 6;

/** The result: what is not done with its reasons, then one line for all. */
export function rolloutText(
  stack: string,
  judged: readonly Judged[],
  clusters: readonly OpenedCluster[],
  terminal: Terminal,
): string {
  const several = clusters.length > 1;
  const lacking = judged.filter(({ verdict }) => verdict.state !== "done");
  const blocks = lacking.flatMap(({ object, verdict: { state, summary, reasons } }) => {
    const where = several ? ` (${object.cluster})` : "";
    const title = `${state === "failed" ? "failed" : "not done"}  ${describeObject(object)}${where}: ${summary}`;
    const more = reasons.length - PRINTED_REASONS;
    return [
      terminal.paint("stop", title),
      ...reasons.slice(0, PRINTED_REASONS).flatMap((reason) => indented(reason, terminal.width)),
      ...(more > 0 ? [`  ${plural(more, "more reason")}, see --json`] : []),
      "",
    ];
  });
  return `${[...blocks, lastLine(stack, judged, terminal)].join("\n")}\n`;
}

function lastLine(stack: string, judged: readonly Judged[], terminal: Terminal): string {
  const lacking = judged.filter(({ verdict }) => verdict.state !== "done").length;
  return lacking === 0
    ? terminal.paint("fine", `${stack} is rolled out: ${plural(judged.length, "object")} done`)
    : terminal.paint(
        "stop",
        `${stack} is not rolled out: ${lacking} of ${plural(judged.length, "object")} not done`,
      );
}

function indented(reason: string, width: number): string[] {
  return fold(reason, width - 4).map((line, index) => `  ${index === 0 ? "" : "  "}${line}`);
}

/** One line on a terminal while it waits, such as `12 of 14 done, waiting for Deployment shop/api: 1 of 3 pods updated`. */
export function progressLine(judged: readonly Judged[], width: number): string {
  const waiting = judged.filter(({ verdict }) => verdict.state === "waiting");
  const [first] = waiting;
  const finished = `${judged.length - waiting.length} of ${judged.length}`;
  const line = first
    ? `${finished}, waiting for ${describeObject(first.object)}: ${first.verdict.summary}`
    : `${finished} judged`;
  return line.slice(0, width);
}

/** The result as data: version 1. */
export function rolloutJson(stack: string, judged: readonly Judged[], clusters: readonly OpenedCluster[]) {
  return {
    version: 1,
    stack,
    done: judged.every(({ verdict }) => verdict.state === "done"),
    clusters: clusters.map(({ id, context, server }) => ({ id, context, server })),
    objects: judged.map(({ object, verdict }) => ({
      cluster: object.cluster,
      urn: object.urn,
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.namespace,
      name: object.name ?? object.logicalName,
      ...verdict,
    })),
  };
}
