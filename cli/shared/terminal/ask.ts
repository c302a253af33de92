import { UsageError } from "../errors.ts";

/**
 * A function that asks a person. Lines that were typed or pasted ahead answer the questions that follow.
 *
 * @param output standard error, since standard output is for results
 */
export function askOn(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): (question: string) => Promise<string> {
  const ahead: string[] = [];
  return async (question) => {
    const typed = ahead.shift();
    if (typed !== undefined) {
      output.write(`${question}${typed}\n`);
      return typed;
    }
    const { createInterface } = await import("node:readline/promises");
    const lines = createInterface({ input, output });
    const end = new AbortController();
    // Ctrl-C and Ctrl-D.
    lines.once("close", () => end.abort());
    lines.on("line", (line) => ahead.push(line));
    try {
      return await lines.question(question, { signal: end.signal });
    } catch {
      output.write("\n");
      throw new UsageError("canceled; nothing was done");
    } finally {
      lines.close();
    }
  };
}
