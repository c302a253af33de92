import { join } from "node:path";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { ROOT } from "#tools/build/folders";
import { program } from "../fixtures/program/program.ts";
import type { Cloud } from "../simulators/cloud/cloud.ts";
import type { WorkspaceOptions } from "./workspace/options.ts";
import { Workspace } from "./workspace/workspace.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures");

/** A secret of the fixture program, to be looked for where it must not be. */
export const TOKEN = "a-token-that-nobody-may-read";

const ZONE_ID = "0123456789abcdef0123456789abcdef";

/** The fixture program's project. */
export const FIXTURE: WorkspaceOptions = {
  project: join(FIXTURES, "program"),
  stack: "dev",
  links: ["index.ts"],
  prepare: addZone,
};

/** The zone that the program reads was there before it. */
function addZone(cloud: Cloud): void {
  const type = "cloudflare:index/zone:Zone";
  const inputs = { name: "example.com", account: { id: "023e105f4ecef8ad9ca31a8372d0c353" } };
  cloud.put({ type, key: ZONE_ID, id: ZONE_ID, inputs, computed: { status: "active" } }, []);
}

/** The fixture program's project with its stack, ready to be deployed. */
export function fixtureWorkspace(options: { readonly policyPack?: boolean } = {}): Promise<Workspace> {
  return Workspace.create(
    {
      ...FIXTURE,
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
