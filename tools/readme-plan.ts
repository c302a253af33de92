import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "#cli/main";
import { readmeWithToken } from "./docs/access-lists.ts";
import { replaceMarked } from "./docs/marked.ts";

const ROOT = join(import.meta.dirname, "..");

/**
 * The README with what the code says today: the plan that `npm start` prints, as a terminal of 100 columns shows it, and
 * the permissions of the API token.
 */
export async function generatedReadme(): Promise<string> {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const withPlan = replaceMarked(text, "npm start", `\`\`\`text\n${await planText()}\`\`\`\n`, "README.md");
  return readmeWithToken(withPlan);
}

async function planText(): Promise<string> {
  let printed = "";
  await main(["plan"], {
    folder: ROOT,
    today: "2026-11-21",
    width: 100,
    interactive: false,
    out: (text) => {
      printed += text;
    },
    error: (text) => {
      throw new Error(text);
    },
    paint: (_tone, text) => text,
  });
  return printed;
}
