import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { Fact } from "#graph/facts";
import type { ProbeFact } from "#graph/facts/workload";
import type { ArgumentChecks } from "../../../core/arguments.ts";

/** The check of a probe: an HTTP path, gRPC's health service, a TCP connection, or a command's exit code. */
export type ProbeQuestion =
  | { readonly path: string; readonly port?: number }
  | { readonly grpcPort: number }
  | { readonly tcpPort: number }
  | { readonly command: readonly string[] };

/** A probe of the kubelet. */
export type Probe = ProbeQuestion & {
  /** Interval in seconds. Default 10 for liveness, 5 for readiness, 2 at startup. */
  readonly periodSeconds?: number;
  /** Timeout in seconds. Default 2: above a readiness timeout of 1 s in the application. */
  readonly timeoutSeconds?: number;
  /** Consecutive failures that count. Default 3; 30 at startup, which allows a minute. */
  readonly failureThreshold?: number;
  /** Seconds before the first check. Default 0: the startup probe waits as long as it has to. */
  readonly initialDelaySeconds?: number;
};

/** The probes of a service; omitted ones keep their defaults. */
export interface Probes {
  /**
   * The one path of an application that has no others: it answers for liveness, which gets twice the patience, and for
   * readiness. If it depends on a database, that database's outage restarts every pod. Default: two paths.
   */
  readonly path?: string;
  /**
   * Whether the process works; a failure restarts it. It must not depend on a database or another service; otherwise
   * their outage restarts every pod. Default path "/health/live". Source: scaling issues, health checks.
   */
  readonly liveness?: Probe;
  /** Whether the pod can receive requests. Default path "/health/ready". Source: scaling issues, health checks. */
  readonly readiness?: Probe;
  /** Delays the other two until the process is up. Default: the same check as liveness. */
  readonly startup?: Probe;
}

/** @param at where the probes are in the arguments, with a dot at its end; "" at the top */
export function checkProbes(checks: ArgumentChecks, probes: Probes, at = "probes."): void {
  checks.matches(`${at}path`, probes.path, /^\/\S*$/, 'a path such as "/up"');
  for (const kind of ["liveness", "readiness", "startup"] as const) {
    const probe = probes[kind];
    if (probe && "path" in probe) {
      checks.matches(`${at}${kind}.path`, probe.path, /^\/\S*$/, 'a path such as "/health/live"');
    }
    checks.whole(`${at}${kind}.periodSeconds`, probe?.periodSeconds, 1, 300);
    checks.whole(`${at}${kind}.timeoutSeconds`, probe?.timeoutSeconds, 1, 60);
    checks.whole(`${at}${kind}.failureThreshold`, probe?.failureThreshold, 1, 100);
    checks.whole(`${at}${kind}.initialDelaySeconds`, probe?.initialDelaySeconds, 0, 600);
  }
  const { liveness, readiness } = probes;
  const same =
    liveness && readiness && "path" in liveness && "path" in readiness && liveness.path === readiness.path;
  checks.that(
    !same,
    `${at}liveness.path`,
    liveness && "path" in liveness ? liveness.path : undefined,
    "paths other than readiness's (what takes a pod out of service must not restart it)",
  );
}

/** The container's probes; `port` is the default port. */
export function containerProbes(
  probes: Probes,
  port: number,
): Pick<inputs.core.v1.Container, "livenessProbe" | "readinessProbe" | "startupProbe"> {
  const { startup } = probes;
  const { live, ready } = questionsOf(probes);
  return {
    livenessProbe: { ...ask(live, port), ...timing(live, 10, probes.path === undefined ? 3 : 6) },
    readinessProbe: { ...ask(ready, port), ...timing(ready, 5, 3) },
    startupProbe: startup
      ? { ...ask(startup, port), ...timing(startup, 2, 30) }
      : { ...ask(live, port), ...timing({}, 2, 30) },
  };
}

/** Probes of a process without callers: it has no readiness. @param port default port of HTTP checks */
export function workerProbes(
  liveness: Probe,
  port: number | undefined,
): Pick<inputs.core.v1.Container, "livenessProbe" | "startupProbe"> {
  const question = ask(liveness, port ?? 0);
  return {
    livenessProbe: { ...question, ...timing(liveness, 10, 3) },
    startupProbe: { ...question, ...timing({}, 2, 30) },
  };
}

/** Published facts of a service's probes. */
export function probeFacts(probes: Probes): Fact<"probes"> {
  const { live, ready } = questionsOf(probes);
  return { liveness: factOf(live), readiness: factOf(ready) };
}

function questionsOf({
  path,
  liveness = { path: path ?? "/health/live" },
  readiness = { path: path ?? "/health/ready" },
}: Probes): { readonly live: Probe; readonly ready: Probe } {
  return { live: liveness, ready: readiness };
}

function ask(probe: ProbeQuestion, port: number): inputs.core.v1.Probe {
  if ("path" in probe) {
    return { httpGet: { path: probe.path, port: probe.port ?? port } };
  }
  if ("grpcPort" in probe) {
    return { grpc: { port: probe.grpcPort } };
  }
  return "tcpPort" in probe
    ? { tcpSocket: { port: probe.tcpPort } }
    : { exec: { command: [...probe.command] } };
}

function timing(
  probe: Pick<Probe, "periodSeconds" | "timeoutSeconds" | "failureThreshold" | "initialDelaySeconds">,
  periodSeconds: number,
  failureThreshold: number,
): inputs.core.v1.Probe {
  return {
    periodSeconds: probe.periodSeconds ?? periodSeconds,
    timeoutSeconds: probe.timeoutSeconds ?? 2,
    failureThreshold: probe.failureThreshold ?? failureThreshold,
    ...(probe.initialDelaySeconds ? { initialDelaySeconds: probe.initialDelaySeconds } : {}),
  };
}

function factOf(probe: Probe): ProbeFact {
  if ("path" in probe) {
    return { kind: "http", path: probe.path };
  }
  if ("grpcPort" in probe) {
    return { kind: "grpc", port: probe.grpcPort };
  }
  return "tcpPort" in probe
    ? { kind: "tcp", port: probe.tcpPort }
    : { kind: "command", command: probe.command };
}
