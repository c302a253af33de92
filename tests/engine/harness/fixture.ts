import { join } from "node:path";
import type { Graph } from "../../../graph/model.ts";
import { record } from "../../../graph/record/record.ts";
import { ROOT } from "../../../tools/build/folders.ts";
import { program } from "../fixtures/program/program.ts";
import { Workspace } from "./workspace.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures");

/** A secret of the fixture program, to be looked for where it must not be. */
export const TOKEN = "a-token-that-nobody-may-read";

/** The fixture program's project with its stack, ready to be deployed. */
export function fixtureWorkspace(options: { readonly policyPack?: boolean } = {}): Promise<Workspace> {
  return Workspace.create(
    {
      project: join(FIXTURES, "program"),
      stack: "dev",
      links: ["index.ts"],
      policyPacks: options.policyPack ? { echo: join(FIXTURES, "pack") } : {},
    },
    { "echo:token": TOKEN },
  );
}

/** The same program and configuration as the recorder sees them. */
export function recordFixture(): Promise<Graph> {
  return record(program, {
    project: "echo",
    stack: "dev",
    root: ROOT,
    config: { "echo:token": "[secret]" },
    secretConfigKeys: ["echo:token"],
  });
}
