import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { NODE_BIN, PROJECT, ROOT } from "../../../tools/build/folders.ts";
import { writeEchoProviders, writePolicyPack } from "./plugins.ts";
import type { Deployment, Preview } from "./state.ts";

/** A finished run of the CLI. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of its own in a temporary folder, with a state, a home and plugins that nothing else uses. */
export interface WorkspaceOptions {
  /** Folder of the project: its Pulumi.yaml is used as it is. */
  readonly project: string;
  readonly stack: string;
  /** Folders of policy packs, by name, that every preview and update enforces. Default none. */
  readonly policyPacks?: Readonly<Record<string, string>>;
  /** Folders and files of the project that the program needs, relative to it; they are linked, not copied. */
  readonly links: readonly string[];
  /** Files of the project that the CLI writes to, relative to it; they are copied. Default none. */
  readonly copies?: readonly string[];
}

/** The real CLI with a file backend, echo providers and, where asked for, policy packs. */
export class Workspace {
  readonly stack: string;
  readonly #root: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #policies: readonly string[];
  readonly #ended = new AbortController();

  /** Makes the folder and creates the stack, with secrets in its own configuration file. */
  static async create(
    options: WorkspaceOptions,
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<Workspace> {
    const workspace = new Workspace(options);
    try {
      await workspace.must("stack", "init", options.stack);
      for (const [key, value] of Object.entries(secrets)) {
        await workspace.must("config", "set", "--stack", options.stack, "--secret", key, value);
      }
      return workspace;
    } catch (error) {
      workspace.dispose();
      throw error;
    }
  }

  private constructor({ project, stack, policyPacks = {}, links, copies = [] }: WorkspaceOptions) {
    if (!existsSync(join(PROJECT.bin, "pulumi"))) {
      throw new Error("the Pulumi CLI is not built; run `npm run tools` first");
    }
    this.stack = stack;
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), "strata-engine-")));
    for (const folder of ["home", "state", "plugins", "project"]) {
      mkdirSync(join(this.#root, folder));
    }
    const plugins = join(this.#root, "plugins");
    writeEchoProviders(plugins);
    this.#policies = Object.entries(policyPacks).flatMap(([name, folder]) => [
      "--policy-pack",
      writePolicyPack(plugins, name, folder),
    ]);
    for (const file of ["Pulumi.yaml", ...copies]) {
      mkdirSync(dirname(join(this.#folder, file)), { recursive: true });
      cpSync(join(project, file), join(this.#folder, file));
    }
    for (const file of links) {
      symlinkSync(join(project, file), join(this.#folder, file));
    }
    // The program's folder needs the packages, and a package.json that says that it holds ECMAScript modules.
    for (const file of ["node_modules", "package.json"]) {
      symlinkSync(join(ROOT, file), join(this.#folder, file));
    }
    this.#environment = environment(this.#root, plugins);
  }

  /** Where the CLI runs. */
  get #folder(): string {
    return join(this.#root, "project");
  }

  /** Runs the CLI, through the script behind `npm run pulumi`, and waits for its end. */
  run(...args: readonly string[]): Promise<Run> {
    const script = join(ROOT, "tools", "pulumi.ts");
    const child = spawn(process.execPath, [script, ...args, "--non-interactive", "--color=never"], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
      signal: this.#ended.signal,
    });
    const run = { code: -1, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      run.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      run.stderr += text;
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ ...run, code: code ?? -1 }));
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

  /** What a preview would do and register. */
  async preview(): Promise<Preview> {
    const { code, stdout } = await this.run("preview", "--stack", this.stack, "--json", ...this.#policies);
    if (code !== 0) {
      // The JSON has no word of the policies that stop a preview.
      await this.must("preview", "--stack", this.stack, ...this.#policies);
    }
    return JSON.parse(stdout) as Preview;
  }

  /** Deploys, whether it ends well or not. */
  up(...args: readonly string[]): Promise<Run> {
    return this.run("up", "--stack", this.stack, "--yes", "--skip-preview", ...this.#policies, ...args);
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

  /** The stack's state, secrets encrypted. */
  async export(): Promise<Deployment> {
    const { stdout } = await this.must("stack", "export", "--stack", this.stack);
    return (JSON.parse(stdout) as { deployment: Deployment }).deployment;
  }

  /** Ends what still runs and removes everything; call it when the specs are done. */
  dispose(): void {
    this.#ended.abort();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

function failUnlessWell(command: string, run: Run): Run {
  if (run.code !== 0) {
    throw new Error(`pulumi ${command} ended with ${run.code}:\n${run.stdout}${run.stderr}`);
  }
  return run;
}

/** Nothing of the user's own login, plugins or configuration is seen or touched. */
function environment(root: string, plugins: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|CLOUDFLARE|GOOGLE|KUBE)/.test(name));
  return {
    ...Object.fromEntries(own),
    HOME: join(root, "home"),
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PATH: [PROJECT.bin, plugins, NODE_BIN, process.env["PATH"]].join(delimiter),
  };
}
