import { problemWithSetting } from "#infra/config/common-settings";
import type { Environment } from "#infra/environments";

export type QuestionName =
  | "domain"
  | "accountId"
  | "plan"
  | "project"
  | "projectNumber"
  | "region"
  | "contact";

/** The answers for one stack. */
export type Answers = Readonly<Record<QuestionName, string>>;

/** No answers yet. */
export const BLANK: Answers = {
  domain: "",
  accountId: "",
  plan: "",
  project: "",
  projectNumber: "",
  region: "",
  contact: "",
};

/** A setting of stack files that only its owner knows, and the flag that gives it. */
export interface Question {
  readonly name: QuestionName;
  readonly flag: string;
  /** The prompt. */
  readonly label: string;
  /** The setting of a stack file that it fills. */
  readonly path: readonly string[];
  /** Why each environment needs a separate value; undefined if they may share one. */
  readonly perStack?: string;
  /** The answer that Enter gives, shown with the question. */
  suggest?(system: string, environment: Environment): string;
  /** The default value; such a question is not asked. */
  initial?(environment: Environment, answers: Answers): string;
}

/** All questions, in order. */
export const QUESTIONS: readonly Question[] = [
  {
    name: "domain",
    flag: "--domain",
    label: "Domain",
    path: ["domain"],
    perStack: "a Cloudflare zone belongs to one stack",
  },
  {
    name: "accountId",
    flag: "--account-id",
    label: "Cloudflare account id",
    path: ["cloudflare", "accountId"],
  },
  {
    name: "plan",
    flag: "--plan",
    label: "Cloudflare plan",
    path: ["cloudflare", "plan"],
    initial: ({ protect }) => (protect ? "pro" : "free"),
  },
  {
    name: "project",
    flag: "--project",
    label: "Google Cloud project id",
    path: ["google", "project"],
    perStack: "a Google Cloud project belongs to one stack",
    suggest: (system, { name }) => `${system}-${name}`,
  },
  {
    name: "projectNumber",
    flag: "--project-number",
    label: "Google Cloud project number",
    path: ["google", "projectNumber"],
    perStack: "each project has its own number",
  },
  {
    name: "region",
    flag: "--region",
    label: "Region",
    path: ["region"],
    suggest: () => "us-central1",
  },
  {
    name: "contact",
    flag: "--contact",
    label: "Contact",
    path: ["contact"],
    initial: (_environment, { domain }) => `platform@${domain}`,
  },
];

/**
 * The error in an answer; undefined if it is valid.
 *
 * @param answer undefined if there is none
 */
export function problemWith({ path }: Question, answer: string | undefined): string | undefined {
  return problemWithSetting(path, answer);
}
