import { z } from "zod";
import type { ProgramArgs } from "#infra/program-args";
import type { ExceptionsSource } from "#policies/exceptions/resolve";
import type { Rule } from "#policies/rule";
import { SUBJECTS, selectRules } from "#policies/rules";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const system = z.custom<ProgramArgs["systems"][string]>(
  (value) => typeof value === "function" || (isObject(value) && "name" in value),
  { error: "expected a system, as defineSystem makes it, or a function that loads one" },
);

const environment = z.custom<NonNullable<ProgramArgs["environments"]>[string]>(
  (value) => isObject(value) && "name" in value,
  {
    error: "expected an environment, such as { ...ENVIRONMENTS.dev, name: … }",
  },
);

const rule = z.custom<Rule>((value) => isObject(value) && "id" in value && "evaluate" in value, {
  error: "expected a rule, as resourceRule or stackRule makes it",
});

const exceptions = z.custom<ExceptionsSource>(
  (value) => typeof value === "string" || value instanceof URL || Array.isArray(value),
  { error: "expected a path, a URL or a list of exceptions" },
);

const planTimeoutSeconds = z.number().positive().describe("seconds that the program may take for a stack");
const defaultStack = z.string().describe("name of a stack, such as shop-dev");

/** `strata` in package.json: what JSON can say. */
export const plainSchema = z.strictObject({
  exceptions: z.string().describe("path of a YAML file, relative to the project").exactOptional(),
  defaultStack: defaultStack.exactOptional(),
  planTimeoutSeconds: planTimeoutSeconds.exactOptional(),
});

/** The default export of `strata.config.ts`. */
export const configSchema = z
  .strictObject({
    systems: z.record(z.string(), system).exactOptional(),
    environments: z.record(z.string(), environment).exactOptional(),
    subjects: z.array(z.enum(SUBJECTS)).exactOptional(),
    rules: z.array(rule).exactOptional(),
    exceptions: exceptions.exactOptional(),
    defaultStack: defaultStack.exactOptional(),
    planTimeoutSeconds: planTimeoutSeconds.exactOptional(),
  })
  .check(({ value, issues }) => {
    try {
      selectRules(value);
    } catch (error) {
      issues.push({ code: "custom", message: error instanceof Error ? error.message : "", input: value });
    }
  });
