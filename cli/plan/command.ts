import { checkSummary } from "../check/text.ts";
import { checkStack } from "../findings.ts";
import { loadStack } from "../load.ts";
import type { Terminal } from "../terminal.ts";
import { planJson } from "./json.ts";
import { planModel } from "./model.ts";
import { renderPlan } from "./text.ts";

export async function planCommand(
  named: string | undefined,
  options: { readonly json?: boolean; readonly resources?: boolean },
  terminal: Terminal,
): Promise<number> {
  const loaded = await loadStack(named, terminal.folder);
  const result = checkStack(loaded, terminal.today);
  if (options.json) {
    terminal.out(`${JSON.stringify(planJson(loaded, result.findings), null, 2)}\n`);
    return 0;
  }
  const { graph, environment, stack } = loaded;
  const text = renderPlan(
    {
      name: stack,
      graph,
      environment,
      model: planModel(graph),
      findings: [checkSummary(result, terminal.paint)],
      resources: options.resources === true,
      seconds: terminal.interactive ? process.uptime() : undefined,
    },
    terminal,
  );
  const next = ["check", "plan --resources", "manifests"].map((command) => {
    const [name, ...options] = command.split(" ");
    return ["npx strata", name, stack, ...options].join(" ");
  });
  const hints = terminal.paint("dim", `  next:  ${next.join("\n         ")}`);
  terminal.out(options.resources ? text : `${text}\n${hints}\n`);
  return 0;
}
