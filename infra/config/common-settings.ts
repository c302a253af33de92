import { z } from "zod";
import { common } from "#blueprints/settings/common";
import { regionName } from "#blueprints/settings/regions";
import { explainIssues } from "./explain.ts";

/** What stack files hold that only the owner of a stack knows. */
const SETTINGS = z.strictObject({
  domain: common.domain,
  cloudflare: common.cloudflare,
  google: common.google,
  contact: common.contact,
  region: regionName,
});

/**
 * What is wrong with one setting of a stack file, in the words of a stack file's mistakes; undefined where nothing is.
 *
 * @param path such as `["cloudflare", "accountId"]`; `["region"]` is the name of one
 * @param value undefined where there is none
 */
export function problemWithSetting(path: readonly string[], value: string | undefined): string | undefined {
  const input = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  const issues = SETTINGS.safeParse(input).error?.issues ?? [];
  const own = issues.filter((issue) => path.every((step, index) => issue.path[index] === step));
  return own.length > 0 ? explainIssues(SETTINGS, input, own)[0]?.problem : undefined;
}
