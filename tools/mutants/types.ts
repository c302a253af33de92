import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type Mutant, mutate } from "./mutant.ts";

/** Says which mutants the compiler refuses in their own file; errors that a change causes elsewhere are not looked for. */
export class TypeCheck {
  readonly #root: string;
  readonly #service: ts.LanguageService;
  readonly #changed = new Map<string, { readonly text: string; readonly version: number }>();
  #version = 0;

  constructor(root: string) {
    this.#root = root;
    const config = ts.getParsedCommandLineOfConfigFile(
      join(root, "tsconfig.json"),
      {},
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
          throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
        },
      },
    );
    const options = config?.options ?? {};
    const files = config?.fileNames ?? [];
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => files,
      getScriptVersion: (file) => String(this.#changed.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.#changed.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  /** The compiler's first complaint about a mutant. */
  refusal(mutant: Mutant): string | undefined {
    const file = join(this.#root, mutant.file);
    const source = readFileSync(file, "utf8");
    this.#set(file, mutate(source, mutant));
    const [error] = [
      ...this.#service.getSyntacticDiagnostics(file),
      ...this.#service.getSemanticDiagnostics(file),
    ];
    this.#set(file, source);
    return error && ts.flattenDiagnosticMessageText(error.messageText, " ");
  }

  #set(file: string, text: string): void {
    this.#version += 1;
    this.#changed.set(file, { text, version: this.#version });
  }
}
