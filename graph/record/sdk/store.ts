import type { ResourceTransform } from "@pulumi/pulumi";
import { DEFAULT_ORGANIZATION } from "../../stack-references.ts";
import type { Store } from "./sdk.ts";

/** The names under which a program runs, and its configuration. */
export interface RunOptions {
  /** Name of the Pulumi project, part of every URN. */
  readonly project: string;
  /** Name of the stack, part of every URN. */
  readonly stack: string;
  /**
   * Organization that `pulumi.getOrganization()` returns. Default "organization", as with the engine's file backend.
   */
  readonly organization?: string;
  /** Stack configuration as the engine would pass it: full keys (`project:key`) to strings. Default none. */
  readonly config?: Readonly<Record<string, string>>;
  /** Keys of `config` whose values are or contain secrets. Default none. */
  readonly secretConfigKeys?: readonly string[];
  /**
   * Text that stands for an encrypted value in `config`, alone or in a text of JSON. Secret readings of it are unknown.
   * Default: `config` holds decrypted values.
   */
  readonly encryptedValue?: string;
  /** Source positions below this folder are relative to it. Default: all are absolute. */
  readonly root?: string;
  /**
   * Whether a resource or function without a provider uses its package's default provider, whose configuration is
   * implicit: always, never, or unless `pulumi:disable-default-providers` of the configuration names the package or `*`,
   * as the engine decides. Default false.
   */
  readonly defaultProviders?: boolean | "configured";
}

/** What the SDK tells the engine besides registrations. */
export interface RunEvents {
  stackTransform(transform: ResourceTransform): void;
  /** `pulumi.log`, without debugging messages. */
  log(severity: Severity, message: string, urn: string | undefined): void;
}

export type Severity = "info" | "warning" | "error";

/** Sets the SDK's state of one run as a preview by the engine would. */
export function prepareStore(store: Store, options: RunOptions, events: RunEvents): void {
  store.settings.monitor = monitor;
  store.settings.engine = engineFor(events);
  store.settings.options.project = options.project;
  store.settings.options.stack = options.stack;
  store.settings.options.organization = options.organization ?? DEFAULT_ORGANIZATION;
  if (options.root !== undefined) {
    store.settings.options.rootDirectory = options.root;
  }
  store.settings.options.dryRun = true;
  store.config["PULUMI_CONFIG"] = JSON.stringify(options.config ?? {});
  store.config["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(options.secretConfigKeys ?? []);
  store.callbacks = {
    registerStackTransform: events.stackTransform,
    registerStackInvokeTransform: () => {},
    registerResourceHook: () => Promise.resolve(),
    registerErrorHook: () => Promise.resolve(),
    awaitStackRegistrations: () => Promise.resolve(),
    shutdown: () => {},
  };
}

type Reply = (error: { code: number } | null, response?: unknown) => void;
/** Features of an engine by their numbers in its protocol: all that recording answers, so not output values (2). */
const FEATURES: readonly number[] = [0, 1, 3, 5, 6, 7, 8, 9, 10, 11];

const monitor = {
  getDeploymentInfo: (_request: unknown, reply: Reply) =>
    reply(null, { getSupportedfeaturesList: () => FEATURES }),
  // The way to query features of SDKs that lack the one above.
  supportsFeature: (request: { getId(): string }, reply: Reply) =>
    reply(null, { getHassupport: () => request.getId() !== "outputValues" }),
};

/** Severities by their numbers in the engine's protocol; debugging is 0. */
const SEVERITIES: readonly (Severity | undefined)[] = [undefined, "info", "warning", "error"];

interface LogRequest {
  getSeverity(): number;
  getMessage(): string;
  getUrn(): string;
}

function engineFor(events: RunEvents): object {
  return {
    log: (request: LogRequest, reply: Reply) => {
      const severity = SEVERITIES[request.getSeverity()];
      if (severity) {
        events.log(severity, request.getMessage(), request.getUrn() || undefined);
      }
      reply(null, {});
    },
    setRootResource: (_request: unknown, reply: Reply) => reply(null, {}),
    requirePulumiVersion: (_request: unknown, reply: Reply) => reply(null, {}),
  };
}
