import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { ROOT } from "./build/folders.ts";
import { ESTIMATE, tooDear } from "./live/cost.ts";
import { prepareFolder } from "./live/folder.ts";
import { runPhases } from "./live/run.ts";
import { commandLine, type Step } from "./live/step.ts";
import { phasesOf } from "./live/steps.ts";

/*
 * npx node tools/live.ts <options>: deploys howlerops on a throw-away Google project and a throw-away Cloudflare zone,
 * looks whether it works, and deletes everything, the project too. docs/verification.md tells what it needs.
 */

/** Longer than any run should take: the first update about 30 minutes, the registrar the rest. */
const MOST_HOURS = 8;
const SECRETS = ["CLOUDFLARE_API_TOKEN", "TURSO_DATABASE_TOKEN", "PULUMI_CONFIG_PASSPHRASE"] as const;

const command = new Command("live")
  .description("Tries howlerops on real accounts that are thrown away afterwards. It costs money.")
  .requiredOption(
    "--project <id>",
    "Google Cloud project, new and labelled throwaway=yes; it is DELETED",
    match(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/),
  )
  .requiredOption("--project-number <digits>", "gcloud projects describe prints it", match(/^\d{6,}$/))
  .requiredOption(
    "--billing-account <id>",
    "such as 012345-567890-ABCDEF",
    match(/^[0-9A-F]{6}(-[0-9A-F]{6}){2}$/),
  )
  .requiredOption(
    "--zone <domain>",
    "a domain that Cloudflare does not serve yet",
    match(/^([a-z0-9-]+\.)+[a-z]{2,}$/),
  )
  .requiredOption("--account <id>", "Cloudflare account", match(/^[0-9a-f]{32}$/))
  .requiredOption("--contact <mail>", "address that certificate authorities write to", match(/^\S+@\S+$/))
  .requiredOption(
    "--frontend-image <image@digest>",
    "answers 200 on / and /healthz",
    match(/@sha256:[0-9a-f]{64}$/),
  )
  .requiredOption(
    "--backend-image <image@digest>",
    "answers 200 on /health and below, port 8500",
    match(/@sha256:[0-9a-f]{64}$/),
  )
  .option("--budget <dollars>", "alerts are mailed at half, nine tenths and all of it", number(1, 1000), 20)
  .option(
    "--hours <number>",
    `time after which everything is deleted, at most ${MOST_HOURS}`,
    number(0.5, MOST_HOURS),
    3,
  )
  .option("--dry-run", "prints every command and runs none")
  .parse();

interface Options {
  readonly project: string;
  readonly projectNumber: string;
  readonly billingAccount: string;
  readonly zone: string;
  readonly account: string;
  readonly contact: string;
  readonly frontendImage: string;
  readonly backendImage: string;
  readonly budget: number;
  readonly hours: number;
  readonly dryRun?: true;
}

process.exitCode = await main(command.opts<Options>());

async function main(options: Options): Promise<number> {
  const { project, zone, hours, budget, dryRun } = options;
  const folder = join(".cache", "live", project);
  const phases = phasesOf({ ...options, folder });
  say(`about $${ESTIMATE.dollarsPerHour.toFixed(2)} an hour (${ESTIMATE.source}; read ${ESTIMATE.date})`);
  say(`at most ${hours} h, then everything is deleted; a budget only alerts, it stops nothing`);
  const dear = tooDear(hours, budget);
  if (dear) {
    return refuse(dear);
  }
  if (dryRun) {
    for (const [phase, steps] of Object.entries(phases)) {
      say(`\n# ${phase}`);
      for (const step of steps as readonly Step[]) {
        say(`# ${step.title}\n${commandLine(step)}`);
        if (step.meanwhile) {
          say(`# meanwhile: ${step.meanwhile.title}\n${commandLine(step.meanwhile)}`);
        }
      }
    }
    return 0;
  }
  const missing = SECRETS.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    return refuse(`set ${missing.join(", ")} in the environment`);
  }
  if (existsSync(join(ROOT, folder))) {
    return refuse(
      `${folder} is there: a run before has left something, or runs now; see docs/verification.md`,
    );
  }
  prepareFolder(
    join(ROOT, folder),
    {
      ...{ zone, project, projectNumber: options.projectNumber, accountId: options.account },
      ...{
        contact: options.contact,
        frontendImage: options.frontendImage,
        backendImage: options.backendImage,
      },
    },
    process.env["CLOUDFLARE_API_TOKEN"] ?? "",
  );
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => interrupted.abort());
  }
  const code = await runPhases(phases, {
    folder: ROOT,
    environment: {
      ...process.env,
      PULUMI_BACKEND_URL: `file://${join(ROOT, folder, "state")}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    stop: AbortSignal.any([interrupted.signal, AbortSignal.timeout(hours * 3_600_000)]),
    say,
  });
  if (code !== 3) {
    rmSync(join(ROOT, folder), { recursive: true, force: true });
  }
  return code;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\nnothing was made\n`);
  return 2;
}

function match(pattern: RegExp): (value: string) => string {
  return (value) => {
    if (!pattern.test(value)) {
      throw new InvalidArgumentError(`expected ${pattern}`);
    }
    return value;
  };
}

function number(least: number, most: number): (value: string) => number {
  return (value) => {
    const parsed = Number(value);
    if (!(parsed >= least && parsed <= most)) {
      throw new InvalidArgumentError(`expected a number from ${least} to ${most}`);
    }
    return parsed;
  };
}
