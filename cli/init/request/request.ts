import type { Environment, Environments } from "#infra/environments";
import { mistakesError } from "../../shared/errors.ts";
import { nameProblem, stackProblem } from "./name.ts";
import { type Answers, BLANK, problemWith, QUESTIONS, type Question, type QuestionName } from "./question.ts";

/** The given values, as strings; values that differ between environments are separated by commas. */
export type Given = Readonly<Partial<Record<QuestionName | "name" | "environments", string>>>;

/** A stack that is to be written. */
export interface NewStack {
  readonly environment: Environment;
  readonly answers: Answers;
}

/** A system that is to be written, with its stacks. */
export interface NewSystem {
  readonly name: string;
  readonly stacks: readonly NewStack[];
}

/** One thing that is wrong with what was given. */
export interface GivenMistake {
  readonly flag: string;
  readonly problem: string;
}

/**
 * The requested system.
 *
 * @param known environments that a stack may have
 * @throws UsageError with every mistake, including missing values
 */
export function parseRequest(given: Given, known: Environments): NewSystem {
  const mistakes = mistakesIn(given, known);
  if (mistakes.length > 0) {
    const lines = mistakes.map(({ flag, problem }) => `${flag}  ${problem}`);
    throw mistakesError(lines, "nothing was written");
  }
  const environments = environmentsOf(given, known);
  const stacks = environments.map((environment, index) => {
    const answers: Record<QuestionName, string> = { ...BLANK };
    for (const { name, initial } of QUESTIONS) {
      const values = split(given[name]);
      answers[name] = values[index] ?? values[0] ?? initial?.(environment, answers) ?? "";
    }
    return { environment, answers };
  });
  return { name: given.name ?? "", stacks };
}

/** Everything that is wrong with what was given, or missing. */
export function mistakesIn(given: Given, known: Environments): GivenMistake[] {
  const environments = environmentsOf(given, known);
  const about = (flag: string, ...problems: readonly (string | undefined)[]) =>
    problems.flatMap((problem) => (problem === undefined ? [] : [{ flag, problem }]));
  const { name = "" } = given;
  return [
    ...about(
      "name",
      nameProblem(given.name) ??
        environments.map((environment) => stackProblem(name, environment.name)).find(Boolean),
    ),
    ...about("--environments", ...environmentProblems(given, known)),
    ...QUESTIONS.flatMap((question) =>
      about(question.flag, ...problemsOf(question, split(given[question.name]), environments)),
    ),
  ];
}

/** The known environments among the given ones; `dev` by default. */
export function environmentsOf({ environments }: Given, known: Environments): Environment[] {
  return split(environments ?? "dev").flatMap((name) => known[name] ?? []);
}

function environmentProblems({ environments }: Given, known: Environments): string[] {
  const names = split(environments ?? "dev");
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  return [
    ...names
      .filter((name) => known[name] === undefined)
      .map((name) => `found "${name}", expected one of ${Object.keys(known).join(", ")}`),
    ...(repeated === undefined ? [] : [`found "${repeated}" twice`]),
  ];
}

/** @param values those that were given; none where the flag was not */
function problemsOf(
  question: Question,
  values: readonly string[],
  environments: readonly Environment[],
): (string | undefined)[] {
  if (values.length === 0) {
    return [question.initial ? undefined : problemWith(question, undefined)];
  }
  const { perStack = "" } = question;
  const expected = environments.length;
  if (values.length !== expected && (perStack || values.length > 1)) {
    const names = environments.map(({ name }) => name).join(", ");
    const because = perStack ? `: ${perStack}` : "";
    return [`found ${values.length}, expected ${expected}, one for each of ${names}${because}`];
  }
  const repeated = perStack && values.find((value, index) => values.indexOf(value) < index);
  return repeated
    ? [`found "${repeated}" twice; ${perStack}`]
    : values.map((value) => problemWith(question, value));
}

function split(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(",").map((part) => part.trim());
}
