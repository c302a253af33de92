import { fails } from "#policies/check";
import { checkStack } from "../findings.ts";
import { loadStack } from "../load.ts";
import type { Terminal } from "../terminal.ts";
import { renderCheck } from "./text.ts";

export async function checkCommand(
  named: string | undefined,
  options: { readonly json?: boolean; readonly all?: boolean },
  terminal: Terminal,
): Promise<number> {
  const loaded = await loadStack(named, terminal.folder);
  const result = checkStack(loaded, terminal.today);
  if (options.json) {
    const { findings, unknown, excepted, checked } = result;
    terminal.out(
      `${JSON.stringify({ version: 1, stack: loaded.stack, findings, unknown, excepted, checked }, null, 2)}\n`,
    );
  } else {
    terminal.out(renderCheck(loaded.graph, result, options.all === true, terminal));
  }
  return fails(result) ? 1 : 0;
}
