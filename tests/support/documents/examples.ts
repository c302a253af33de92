import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "#tools/package/manifest";
import { publicSpecifiers } from "#tools/package/specifier";
import { REPOSITORY } from "../project.ts";

/** A fenced code block of a document. */
export interface CodeBlock {
  readonly language: string;
  /** What follows the language, such as a file name. */
  readonly title: string;
  readonly code: string;
}

/** Code blocks of a document of the repository, in order. */
export function codeBlocks(document: string): CodeBlock[] {
  const text = readFileSync(join(REPOSITORY, document), "utf8");
  return [...text.matchAll(/^```(\w+)[ ]?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", title = "", code = ""]) => ({
      language,
      title: title.trim(),
      code,
    }),
  );
}

/** The one block with this title. */
export function codeBlock(document: string, title: string): CodeBlock {
  const found = codeBlocks(document).filter((block) => block.title === title);
  const [block] = found;
  if (!block || found.length > 1) {
    throw new Error(`${document} has ${found.length} code blocks titled "${title}"`);
  }
  return block;
}

/** A program as a user of the package writes it, with its imports turned to the sources. */
export function withSourceImports(code: string): string {
  const { name } = readManifest();
  const files = new Map([...publicSpecifiers()].map(([file, specifier]) => [specifier, file]));
  return code.replace(/from "(.+?)"/g, (all, specifier: string) => {
    const file = files.get(specifier);
    if (specifier.startsWith(`${name}/`) && file === undefined) {
      throw new Error(`${specifier} is not public`);
    }
    return file === undefined ? all : `from "${join(REPOSITORY, file)}"`;
  });
}
