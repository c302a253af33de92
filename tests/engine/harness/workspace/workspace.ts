import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "#tools/build/folders";
import type { Plugin } from "../../provider/run.ts";
import { CLOUD_VARIABLE, Cloud } from "../../simulators/cloud/cloud.ts";
import { type PolicyReport, policyReportOf } from "../policy-report.ts";
import type { Deployment, Preview } from "../state.ts";
import { CLI, failUnlessWell, type Run, type Started, startCli } from "./cli.ts";
import { environment } from "./environment.ts";
import type { RunOptions, WorkspaceOptions } from "./options.ts";
import { PLUGINS, startProviders, writePolicyPack, writeProviders } from "./plugins.ts";

/** The real CLI with a file backend, simulated clouds and, where asked for, policy packs. */
export class Workspace {
  readonly stack: string;
  /** Its folder: `project` and `state`, `home` with what the CLI keeps of its own, and `tmp`. */
  readonly root: string;
  /** What the simulated clouds hold. */
  readonly cloud: Cloud;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #projectName: string;
  /** Arguments that name its policy packs. */
  readonly policies: readonly string[];
  readonly #ended = new AbortController();

  /** Makes the folder and creates the stack, with secrets in its own configuration file, by the paths of their keys. */
  static async create(
    options: WorkspaceOptions,
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<Workspace> {
    const workspace = new Workspace(options);
    try {
      if (!options.startsProviders) {
        await workspace.#startProviders(options.plugins ?? PLUGINS);
      }
      await workspace.must("stack", "init", options.stack);
      for (const [key, value] of Object.entries(secrets)) {
        await workspace.must("config", "set", "--stack", options.stack, "--secret", "--path", key, value);
      }
      return workspace;
    } catch (error) {
      workspace.dispose();
      throw error;
    }
  }

  private constructor(options: WorkspaceOptions) {
    const { project, stack, policyPacks = {}, links, copies = [] } = options;
    if (!existsSync(CLI)) {
      throw new Error("the Pulumi CLI is not built; run `npm run tools` first");
    }
    this.stack = stack;
    this.#projectName = parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")).name;
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "strata-engine-")));
    for (const folder of ["home", "state", "plugins", "project", "tmp"]) {
      mkdirSync(join(this.root, folder));
    }
    if (!options.keepsLogs) {
      // There is no other way to have none: it goes on without them where it cannot make their folder.
      writeFileSync(join(this.root, "home", "logs"), "");
    }
    const plugins = join(this.root, "plugins");
    writeProviders(plugins, options.plugins ?? PLUGINS);
    this.policies = Object.entries(policyPacks).flatMap(([name, folder]) => [
      "--policy-pack",
      writePolicyPack(plugins, name, folder),
    ]);
    for (const file of ["Pulumi.yaml", ...copies]) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(project, file), join(this.folder, file));
    }
    for (const file of links) {
      symlinkSync(join(project, file), join(this.folder, file));
    }
    // The program's folder needs the packages, and a package.json that says that it holds ECMAScript modules.
    for (const file of ["node_modules", "package.json"]) {
      symlinkSync(join(ROOT, file), join(this.folder, file));
    }
    const cloud = join(this.root, "cloud.sqlite");
    this.cloud = new Cloud(cloud);
    options.prepare?.(this.cloud);
    this.#environment = {
      ...environment(this.root, plugins),
      ...(options.checkpoints ? {} : { PULUMI_SKIP_CHECKPOINTS: "true" }),
      [CLOUD_VARIABLE]: cloud,
    };
  }

  async #startProviders(plugins: readonly Plugin[]): Promise<void> {
    const options = { env: this.#environment, signal: this.#ended.signal };
    this.#environment["PULUMI_DEBUG_PROVIDERS"] = await startProviders(plugins, options);
  }

  /** The project's folder, in which the CLI runs. */
  get folder(): string {
    return join(this.root, "project");
  }

  /** Runs the CLI, as `npm run pulumi` does, and waits for its end. */
  run(...args: readonly string[]): Promise<Run> {
    return this.start(args).ended;
  }

  /** Starts the CLI as {@link run} does, and does not wait. */
  start(args: readonly string[], options: RunOptions = {}): Started {
    return startCli(args, {
      folder: join(this.root, options.folder ?? "project"),
      environment: { ...this.#environment, ...options.variables },
      signal: this.#ended.signal,
      command: options.command,
    });
  }

  /** Runs the CLI and fails with its output unless it ends well. */
  async must(...args: readonly string[]): Promise<Run> {
    return failUnlessWell(args.join(" "), await this.run(...args));
  }

  /** Sets a value in the stack's own configuration file. */
  configure(key: string, value: string): Promise<Run> {
    return this.must("config", "set", "--stack", this.stack, key, value);
  }

  /** What a preview would do and register, and what the policies say of it. */
  async preview(): Promise<Preview & { readonly report: PolicyReport }> {
    const args = ["preview", "--stack", this.stack, ...this.policies];
    const { code, stdout, report } = await this.#withReport([...args, "--json"]);
    if (code !== 0) {
      // The JSON has no word of the policies that stop a preview.
      await this.must(...args);
    }
    return { ...(JSON.parse(stdout) as Preview), report };
  }

  /** Previews without the policy packs; it fails where anything is left to do. */
  previewAgain(): Promise<Run> {
    return this.run("preview", "--stack", this.stack, "--expect-no-changes");
  }

  /** Deploys, whether it ends well or not. */
  up(...args: readonly string[]): Promise<Run> {
    return this.run(...this.#up, ...args);
  }

  /** Deploys, whether it ends well or not, and tells what the policies say. */
  upWithReport(...args: readonly string[]): Promise<Run & { readonly report: PolicyReport }> {
    return this.#withReport([...this.#up, ...args]);
  }

  get #up(): readonly string[] {
    return ["up", "--stack", this.stack, "--yes", "--skip-preview", ...this.policies];
  }

  async #withReport(args: readonly string[]): Promise<Run & { readonly report: PolicyReport }> {
    const log = join(this.root, "events.json");
    rmSync(log, { force: true });
    // The CLI has the flag for its log of events among its debugging ones.
    const variables = { PULUMI_DEBUG_COMMANDS: "true" };
    const run = await this.start([...args, "--event-log", log], { variables }).ended;
    return { ...run, report: policyReportOf(log) };
  }

  /** Deploys as people do, after the preview that the CLI makes first, whether it ends well or not. */
  upAfterPreview(...args: readonly string[]): Promise<Run> {
    return this.run("up", "--stack", this.stack, "--yes", ...this.policies, ...args);
  }

  /** Refreshes and deploys once more, without the policy packs; it fails where anything is left to do. */
  upAgain(): Promise<Run> {
    const options = ["--yes", "--skip-preview", "--refresh", "--expect-no-changes", "--diff"];
    return this.run("up", "--stack", this.stack, ...options);
  }

  /** Deploys, and fails with the CLI's output unless that ends well. */
  async deploy(): Promise<void> {
    failUnlessWell("up", await this.up());
  }

  /**
   * Destroys the stack, after the preview that the CLI makes first: protection stops that one, before anything
   * is deleted. With `--skip-preview` the CLI deletes all that is not protected.
   */
  destroy(): Promise<Run> {
    return this.run("destroy", "--stack", this.stack, "--yes");
  }

  /** The stack's state as it lies in the backend, secrets encrypted: what `pulumi stack export` prints. */
  state(): Deployment {
    const { checkpoint } = JSON.parse(readFileSync(this.stateFile, "utf8")) as {
      checkpoint: { latest?: Deployment };
    };
    return checkpoint.latest ?? {};
  }

  /** The file in the backend that holds the state. */
  get stateFile(): string {
    return join(this.root, "state", ".pulumi", "stacks", this.#projectName, `${this.stack}.json`);
  }

  /** Ends what still runs and removes everything; call it when the specs are done. */
  dispose(): void {
    this.#ended.abort();
    this.cloud.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}
