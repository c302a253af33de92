import type { ResourceTransform } from "@pulumi/pulumi";
import type { Store } from "./sdk.ts";

/** The names under which a program runs, and its configuration. */
export interface RunOptions {
  readonly project: string;
  readonly stack: string;
  readonly organization?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretConfigKeys?: readonly string[];
  readonly root?: string;
  readonly defaultProviders?: boolean;
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
  store.settings.options.organization = options.organization ?? "organization";
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
const GRPC_UNIMPLEMENTED = 12;

const monitor = {
  // The older way to query features, which the SDK falls back to if this one is not implemented.
  getDeploymentInfo: (_request: unknown, reply: Reply) => reply({ code: GRPC_UNIMPLEMENTED }),
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
