import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../public.ts";

/** Sources with their types, as `tsc` reads them. @param files paths relative to the repository */
export function typedProgram(files: readonly string[]): ts.Program {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic(diagnostic: ts.Diagnostic) {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, "tsconfig.json"), {}, host);
  return ts.createProgram(
    files.map((file) => join(ROOT, file)),
    { ...config?.options, noEmit: true, incremental: false },
  );
}
