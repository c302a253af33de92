import type { Environments } from "#infra/environments";
import { mistakesError } from "../../shared/errors.ts";
import type { Terminal } from "../../shared/terminal/terminal.ts";
import { nameProblem } from "./name.ts";
import { problemWith, QUESTIONS } from "./question.ts";
import { environmentsOf, type Given, mistakesIn } from "./request.ts";

/**
 * Prompts for missing values on a terminal, and repeats a prompt after an invalid answer.
 *
 * @throws UsageError if a given value is invalid, before the first prompt
 */
export async function askForMissing(given: Given, known: Environments, terminal: Terminal): Promise<Given> {
  const { ask } = terminal;
  if (!ask) {
    return given;
  }
  const wrong = mistakesIn(given, known).filter(({ problem }) => !problem.startsWith("missing;"));
  if (wrong.length > 0) {
    throw mistakesError(
      wrong.map(({ flag, problem }) => `${flag}  ${problem}`),
      "nothing was written",
    );
  }
  const answer = async (
    label: string,
    problem: (text: string) => string | undefined,
    suggestion?: string,
  ): Promise<string> => {
    for (;;) {
      const hint = suggestion === undefined ? "" : ` [${suggestion}]`;
      const text = (await ask(`${label}${hint}: `)).trim() || (suggestion ?? "");
      const found = problem(text);
      if (found === undefined) {
        return text;
      }
      terminal.error(`  ${found}\n`);
    }
  };

  const answers: { -readonly [Name in keyof Given]: string } = { ...given };
  answers.name ??= await answer("Name of the system", nameProblem);
  const { name } = answers;
  answers.environments ??= await answer(
    `Environments of ${Object.keys(known).join(", ")}, separated by commas`,
    (environments) =>
      mistakesIn({ name, environments }, known).find(({ problem }) => !problem.startsWith("missing;"))
        ?.problem,
    "dev",
  );
  const environments = environmentsOf(answers, known);
  for (const question of QUESTIONS.filter((each) => !each.initial && answers[each.name] === undefined)) {
    const asked = question.perStack ? environments : environments.slice(0, 1);
    const texts: string[] = [];
    for (const environment of asked) {
      const label = asked.length > 1 ? `${question.label} of ${environment.name}` : question.label;
      const suggestion = question.suggest?.(name, environment);
      texts.push(await answer(label, (text) => problemWith(question, text), suggestion));
    }
    answers[question.name] = texts.join(",");
  }
  return answers;
}
