import { join } from "node:path";
import type { Phases, Step } from "./step.ts";

/** What a person says of the throw-away project and zone. */
export interface LiveOptions {
  /** Google Cloud project id. */
  readonly project: string;
  /** Domain of the Cloudflare zone that the stack creates. */
  readonly zone: string;
  /** Such as `012345-567890-ABCDEF`. */
  readonly billingAccount: string;
  /** US dollars at which the budget's last alert is sent. */
  readonly budget: number;
  /** Folder of the run: the project as Pulumi sees it, the state, and the files below. */
  readonly folder: string;
}

/** Label that a project has to carry: somebody said on purpose that it may be emptied. */
export const LABEL = "throwaway";
export const STACK = "howlerops-live";
/** File in the run's folder that holds the header with Cloudflare's token. */
export const HEADER_FILE = "cloudflare-header";

/** A browser's: the edge blocks what says that it is a program. */
const AGENT = "Mozilla/5.0 (X11; Linux x86_64) strata-live";
const CLOUDFLARE_ZONES = "https://api.cloudflare.com/client/v4/zones";
/** Switched on in no new project; while they are off, nothing of theirs can be there. */
const APIS = ["compute", "container", "cloudkms", "redis", "secretmanager", "sqladmin"];

/** All commands of a run against real accounts. */
export function phasesOf(options: LiveOptions): Phases {
  return {
    checks: checks(options),
    work: work(options),
    smoke: smoke(options),
    cleanup: cleanup(options),
  };
}

function checks({ project, zone, billingAccount, folder }: LiveOptions): Step[] {
  return [
    {
      title: `project ${project} carries the label ${LABEL}=yes`,
      command: ["gcloud", "projects", "describe", project, `--format=value(labels.${LABEL})`],
      output: /^yes$/m,
    },
    {
      title: "its bill goes to the account of the budget",
      command: ["gcloud", "billing", "projects", "describe", project, "--format=value(billingAccountName)"],
      output: new RegExp(`^billingAccounts/${billingAccount}$`, "m"),
    },
    {
      title: "it is new: no service that could hold anything is switched on",
      command: [
        ...["gcloud", "services", "list", "--enabled"],
        ...[`--project=${project}`, "--format=value(config.name)"],
      ] as [string, ...string[]],
      absent: new RegExp(`^(${APIS.join("|")})\\.googleapis\\.com$`, "m"),
    },
    {
      title: "it has no bucket",
      command: ["gcloud", "storage", "buckets", "list", `--project=${project}`, "--format=value(name)"],
      absent: /\S/,
    },
    {
      title: `Cloudflare's account has no zone ${zone}`,
      command: ["curl", "--silent", "--header", headerOf(folder), `${CLOUDFLARE_ZONES}?name=${zone}`],
      output: /"total_count":\s*0\b/,
    },
  ];
}

function work({ project, zone, billingAccount, budget, folder }: LiveOptions): Step[] {
  return [
    {
      title: "alerts by mail at half, at nine tenths and at all of the budget",
      command: [
        ...["gcloud", "billing", "budgets", "create", `--billing-account=${billingAccount}`],
        ...[`--display-name=${budgetName(project)}`, `--budget-amount=${budget}USD`],
        ...[`--filter-projects=projects/${project}`, "--calendar-period=month"],
        ...["--threshold-rule=percent=0.5", "--threshold-rule=percent=0.9", "--threshold-rule=percent=1.0"],
      ] as [string, ...string[]],
    },
    { title: "a state of its own", command: pulumi(folder, "stack", "init", STACK) },
    {
      title: "the token by which certificates are proven, encrypted",
      command: pulumi(
        folder,
        "config",
        "set",
        ...of(),
        "--secret",
        "--path",
        "strata:secrets.cloudflareDnsToken",
      ),
      input: "CLOUDFLARE_API_TOKEN",
    },
    {
      title: "the stack is created, with the policy pack",
      command: pulumi(folder, "up", ...of(), "--yes", "--policy-pack", join(folder, "policies/packs/strata")),
      meanwhile: {
        title: "the secret that is filled by hand, as soon as it is there",
        command: [
          ...["gcloud", "secrets", "versions", "add", `${STACK}-database-token`],
          ...[`--project=${project}`, "--data-file=-"],
        ] as [string, ...string[]],
        input: "TURSO_DATABASE_TOKEN",
        retrySeconds: 20,
      },
    },
    {
      title: "a second update has nothing to do",
      command: pulumi(folder, "preview", ...of(), "--expect-no-changes"),
    },
    {
      title: `the zone is active: the registrar names Cloudflare's servers for ${zone}`,
      command: ["curl", "--silent", "--header", headerOf(folder), `${CLOUDFLARE_ZONES}?name=${zone}`],
      output: /"status":\s*"active"/,
      retrySeconds: 30,
    },
  ];
}

function smoke({ zone }: LiveOptions): Step[] {
  const site = `https://${zone}`;
  const status = ["--output", "/dev/null", "--write-out", "%{http_code}\\n"];
  const curl = (...args: string[]): [string, ...string[]] => [
    ...(["curl", "--silent", "--max-time", "20", "--user-agent", AGENT] as const),
    ...args,
  ];
  return [
    {
      title: "the page is there",
      command: curl(...status, `${site}/`),
      output: /^200$/m,
      retrySeconds: 30,
      attempts: 40,
    },
    { title: "the API says that it is well", command: curl(...status, `${site}/health`), output: /^200$/m },
    { title: "plain HTTP is led to TLS", command: curl(...status, `http://${zone}/`), output: /^301$/m },
    { title: "TLS 1.3 is spoken", command: curl("--tlsv1.3", ...status, `${site}/`), output: /^200$/m },
    {
      title: "TLS 1.1 is refused",
      command: curl("--tlsv1.1", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", `${site}/`),
      code: "failure",
    },
    {
      title: "browsers are told to stay with TLS",
      command: curl("--head", `${site}/`),
      output: /^strict-transport-security: max-age=\d{7,}/im,
    },
    {
      title: "the firewall answers an attack",
      command: curl(...status, `${site}/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E`),
      output: /^403$/m,
    },
    {
      title: "too many requests are answered 429",
      command: curl("--parallel", ...status, `${site}/api/probe?[1-150]`),
      output: /^429$/m,
    },
  ];
}

function cleanup({ project, billingAccount, folder }: LiveOptions): Step[] {
  return [
    { title: "everything is deleted", command: pulumi(folder, "destroy", ...of(), "--yes") },
    { title: "the state is empty and goes too", command: pulumi(folder, "stack", "rm", STACK, "--yes") },
    {
      title: "the project is deleted, with whatever a cloud keeps behind",
      command: ["gcloud", "projects", "delete", project, "--quiet"],
    },
    {
      title: "the budget is named, to be deleted once the last costs are in (a day later)",
      command: [
        ...["gcloud", "billing", "budgets", "list", `--billing-account=${billingAccount}`],
        ...[`--filter=displayName=${budgetName(project)}`, "--format=value(name)"],
      ] as [string, ...string[]],
    },
  ];
}

function pulumi(folder: string, ...args: string[]): [string, ...string[]] {
  return ["node", "tools/pulumi.ts", "--cwd", folder, "--non-interactive", ...args];
}

function of(): string[] {
  return ["--stack", STACK];
}

function headerOf(folder: string): string {
  return `@${join(folder, HEADER_FILE)}`;
}

function budgetName(project: string): string {
  return `strata-live-${project}`;
}
