import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "#cli/main";

const ROOT = join(import.meta.dirname, "..");
const BEGIN = "<!-- begin: npm start -->\n";
const END = "<!-- end: npm start -->";

/** The README with the plan that `npm start` prints today, as a terminal of 100 columns shows it. */
export async function readmeWithPlan(): Promise<string> {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`README.md has no place for the plan between ${BEGIN.trim()} and ${END}`);
  }
  return `${before}${BEGIN}\`\`\`text\n${await planText()}\`\`\`\n${END}${after}`;
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
