import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY } from "../project.ts";

/** The project's own compiler settings, for programs that are not written to the disk. */
function compilerOptions(): ts.CompilerOptions {
  const file = join(REPOSITORY, "tsconfig.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  const { tsBuildInfoFile: _info, outDir: _out, ...checked } = options;
  return { ...checked, noEmit: true, incremental: false, rewriteRelativeImportExtensions: false };
}

/**
 * What the compiler says of programs, a line for each mistake; none if they are right.
 *
 * @param files path relative to the repository → content; they need not exist on the disk
 */
export function mistakesIn(files: Readonly<Record<string, string>>): string[] {
  const options = compilerOptions();
  const given = new Map(Object.entries(files).map(([path, code]) => [join(REPOSITORY, path), code]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (path) => given.has(path) || fileExists(path);
  host.readFile = (path) => given.get(path) ?? readFile(path);
  host.directoryExists = (path) =>
    [...given.keys()].some((file) => file.startsWith(`${path}/`)) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const code = given.get(path);
    return code === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, code, languageVersion);
  };
  const program = ts.createProgram([...given.keys()], options, host);
  const shown = [...given.keys()].flatMap((path) => program.getSourceFile(path) ?? []);
  return shown
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start = 0, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      const path = file?.fileName.slice(REPOSITORY.length + 1);
      return `${path}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}
