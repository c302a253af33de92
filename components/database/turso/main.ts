import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { runCommand } from "./command.ts";

/** The command as a program; see {@link USAGE}. The token is read from a file, so that no process list shows it. */
const args = process.argv.slice(2);
const file = process.env["TURSO_API_TOKEN_FILE"];

process.exitCode = await runCommand({
  args,
  input: args.includes("--help") ? "" : await text(process.stdin),
  token: file ? readFileSync(file, "utf8").trim() : undefined,
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});
