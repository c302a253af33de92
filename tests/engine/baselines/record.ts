import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "#tools/build/folders";
import { Workspace } from "../harness/workspace/workspace.ts";
import { BASELINES, writeBaseline } from "./baseline.ts";

/*
 * node tests/engine/baselines/record.ts <commit>: deploys the stacks as they were at a commit, on the present
 * engine and providers, and keeps their states. Git's own state is not touched.
 */

const [commit] = process.argv.slice(2);
if (!commit) {
  process.stderr.write("usage: node tests/engine/baselines/record.ts <commit of the release>\n");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "strata-baseline-"));
try {
  const project = join(folder, "project");
  mkdirSync(project);
  const archive = execFileSync("git", ["archive", commit], { cwd: ROOT, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", project], { input: archive });
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
  for (const stack of BASELINES) {
    const copies = [`stacks/Pulumi.${stack}.yaml`];
    const workspace = await Workspace.create({ project, stack, links: ["infra"], copies });
    try {
      await workspace.deploy();
      writeBaseline(stack, (await workspace.must("stack", "export", "--stack", stack)).stdout);
      process.stdout.write(`${stack} at ${commit} is kept\n`);
    } finally {
      workspace.dispose();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
