import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deferPackages } from "#cli/startup/deferred-packages";
import { resolveSources } from "#cli/startup/source-imports";

// As the command line does before it loads the SDK.
resolveSources();
deferPackages();
const { record } = await import("#graph/record/record");
const { construct } = await import("./construct.ts");

performance.mark("imported");
const [count = "", folder = ""] = process.argv.slice(2);
const program = () => {
  construct(Number(count));
  return {};
};
const graph = await record(program, { project: "bench", stack: "bench" });
writeFileSync(join(folder, "graph.json"), JSON.stringify(graph));
// Without the stack and the provider.
performance.mark("finished", { detail: graph.nodes.length - 2 });
