import { nearest } from "#models/grammar/nearest";
import { type Mismatch, ShapeJudge } from "./judge.ts";
import type { ArgumentShapes } from "./shape.ts";
import generated from "./shapes.json" with { type: "json" };

const SHAPES = generated as unknown as ArgumentShapes;
const judge = new ShapeJudge(SHAPES);

/**
 * What is wrong with the names and kinds of arguments, in words; empty also for what has no generated shape.
 *
 * @param component class or function
 * @param show a value as text, without credentials
 */
export function argumentMismatches(
  component: string,
  args: unknown,
  show: (value: unknown) => string,
): string[] {
  const shape = SHAPES.arguments[component];
  if (shape === undefined) {
    return [];
  }
  return args === undefined
    ? ["its arguments are missing"]
    : describeMismatches(judge.mismatches(shape, args), show);
}

/** What was misspelled is not also said to be missing. */
function describeMismatches(mismatches: readonly Mismatch[], show: (value: unknown) => string): string[] {
  const unknown = mismatches.filter((mismatch) => mismatch.kind === "unknown").map(withNearest);
  const rest = mismatches.filter((mismatch) => mismatch.kind !== "unknown");
  return [
    ...unknown.map(({ path, known, near }) => {
      const hint = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
      return `${path} is not an argument; ${hint}`;
    }),
    ...rest
      .filter(({ path }) => !unknown.some(({ meant }) => meant === path))
      .map((mismatch) => {
        const allowed = mismatch.allowed ? `; allowed are ${mismatch.allowed}` : "";
        return mismatch.kind === "missing"
          ? `${mismatch.path} is missing${allowed}`
          : `${mismatch.path || "the value"} is ${showKind(mismatch.found) ?? show(mismatch.found)}${allowed}`;
      }),
  ];
}

/** An unknown name with the one that was meant, if it is near enough, and that one's path. */
function withNearest({ path, name, known }: Mismatch & { readonly kind: "unknown" }) {
  const near = nearest(name, known);
  return { path, known, near, meant: near && path.slice(0, -name.length) + near };
}

/** What an object or a list holds may be secret, or endless. */
function showKind(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return "a list";
  }
  return typeof value === "object" && value !== null ? "an object" : undefined;
}
