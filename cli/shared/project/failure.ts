import { placeOf, type RecordingError } from "#graph/record/record";
import { formatPath } from "#infra/config/mistakes";
import { mistakesError, UsageError } from "../errors.ts";
import type { StackFile } from "./stack-file.ts";

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** Explains a failure in terms of the stack file if the program found it there. */
export function explainFailure({ failures }: RecordingError, file: StackFile): UsageError {
  const ofAnother = failures.map(({ cause }) => cause).find((cause) => cause instanceof UsageError);
  if (ofAnother) {
    return ofAnother;
  }
  const mistakes = mistakesOf(failures[0]?.cause);
  if (mistakes) {
    const lines = mistakes
      .toSorted((a, b) => file.lineOf(a.path) - file.lineOf(b.path))
      .map(({ path, problem }) => `${file.placeOf(path)}  ${formatPath(path)}  ${problem}`);
    return mistakesError(lines, "nothing was planned");
  }
  const lines = failures.map((failure) => {
    const { resource, message } = failure;
    const named = resource && !message.includes(`"${resource.split(" ")[0]}"`) ? `${resource}: ` : "";
    return `${named}${message}${placeOf(failure)}`;
  });
  return new UsageError([...new Set(lines)].join("\n"));
}

/** The mistakes that a program's own validation of its configuration lists, whatever class its error has. */
function mistakesOf(cause: unknown): readonly Mistake[] | undefined {
  const mistakes = cause instanceof Error && "mistakes" in cause ? cause.mistakes : undefined;
  return Array.isArray(mistakes) && mistakes.length > 0 ? (mistakes as readonly Mistake[]) : undefined;
}
