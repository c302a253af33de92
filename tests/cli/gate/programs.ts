import { join } from "node:path";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const SDK = join(REPOSITORY, "node_modules/@pulumi");

/** A secret value that every program holds, and no output may. */
export const PLANTED = "planted-hunter2-correct-horse";

/** A program that misbehaves. */
export interface HostileProgram {
  readonly title: string;
  /** Statements within the program's function, in which `provider`, `web` and `pulumi` are known. */
  readonly body?: string;
  /** Statements at the top of its module. */
  readonly top?: string;
  /** All of its modules instead. */
  readonly module?: string;
  /** What standard error begins with. */
  readonly says: RegExp;
}

/** A project with a program that breaks a rule: its Deployment is a careless one. */
export function projectWith(
  { body = "", top = "", module }: Partial<HostileProgram>,
  files: Readonly<Record<string, string>> = {},
): TemporaryProject {
  return temporaryProject({
    ...files,
    "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.mjs\n",
    "Pulumi.dev.yaml": "config: {}\n",
    "helper.mjs": "export function end() {\n  process.exit(0);\n}\n",
    "index.mjs":
      module ??
      `
import { createRequire } from "node:module";
import { EventEmitter } from "node:events";
import vm from "node:vm";
import fs from "node:fs";
import net from "node:net";
import http from "node:http";
import childProcess from "node:child_process";
import threads from "node:worker_threads";
import pulumi from ${JSON.stringify(join(SDK, "pulumi/index.js"))};
import kubernetes from ${JSON.stringify(join(SDK, "kubernetes/provider.js"))};
import apps from ${JSON.stringify(join(SDK, "kubernetes/apps/v1/deployment.js"))};
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
${top}
export default async function () {
  const provider = new kubernetes.Provider("cluster", { context: "test", kubeconfig: pulumi.secret(${JSON.stringify(PLANTED)}) });
  const spec = { template: { spec: { containers: [{ name: "web", image: "web:latest" }] } } };
  const web = new apps.Deployment("web", { spec }, { provider });
  ${body}
}
`,
  });
}
