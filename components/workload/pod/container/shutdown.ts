import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ArgumentChecks } from "../../../core/arguments.ts";

/** Graceful shutdown of a pod. */
export interface Shutdown {
  /**
   * Seconds that a terminating pod keeps serving, until proxies have removed it. Default 10. A pod's termination and
   * its removal from load balancers run concurrently: without the wait, new requests hit a closed port.
   */
  readonly delaySeconds?: number;
  /** Seconds for requests in flight after that. Default 60: the proxy's read timeout. */
  readonly drainSeconds?: number;
}

export function checkShutdown(checks: ArgumentChecks, shutdown: Shutdown): void {
  checks.whole("shutdown.delaySeconds", shutdown.delaySeconds, 0, 300);
  checks.whole("shutdown.drainSeconds", shutdown.drainSeconds, 1, 3600);
}

/** The kubelet itself sleeps: the image needs no shell. The grace period covers the wait and the drain. */
export function gracefulShutdown({ delaySeconds = 10, drainSeconds = 60 }: Shutdown): {
  readonly terminationGracePeriodSeconds: number;
  readonly lifecycle: inputs.core.v1.Lifecycle | undefined;
} {
  return {
    terminationGracePeriodSeconds: delaySeconds + drainSeconds,
    lifecycle: delaySeconds > 0 ? { preStop: { sleep: { seconds: delaySeconds } } } : undefined,
  };
}
