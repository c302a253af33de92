import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ProviderError } from "../../provider/failure.ts";
import { PLUGIN_PREFIX } from "../../provider/run.ts";
import type { Cloud } from "./cloud.ts";

/** What changes something in the cloud. */
export type Operation = "create" | "update" | "delete";

/** What can go wrong with a call. */
export type FaultKind =
  /** The cloud answers 500 and has done nothing. */
  | "refused"
  /** The cloud has done it, and the answer is lost: the worst case. */
  | "lost"
  /** The cloud has done it, and the provider's wait for it timed out. The provider still knows the id. */
  | "unfinished"
  /** The cloud has done it, but does not show the object to others, until {@link revealAll}. */
  | "hidden"
  /** The engine is killed, and nothing was done. */
  | "killed-before"
  /** The engine is killed, and the cloud has done it. */
  | "killed-after"
  /** The call takes some 400 ms, half of them after the cloud has done it. */
  | "slow"
  /** The call is under way until the engine is killed, and nothing is done. */
  | "stuck";

/** A fault that waits for its call. */
export interface Fault {
  readonly kind: FaultKind;
  /** Default any. */
  readonly operation?: Operation;
  /** Only calls whose type or logical name contains this text. Default all. */
  readonly subject?: string;
  /** Only the nth such call from now, 1 being the next. Default 1, with `count` the first of them. */
  readonly call?: number;
  /** How many calls in a row it strikes. Default 1. */
  readonly count?: number;
}

/** Asks for a fault in the calls to come. */
export function addFault(
  cloud: Cloud,
  { kind, operation = undefined, subject = "", call = 1, count = 1 }: Fault,
): void {
  cloud.change(
    "INSERT INTO faults (kind, operation, subject, call, count) VALUES (?, ?, ?, ?, ?)",
    ...[kind, operation ?? "", subject, call, count],
  );
}

/** Forgets the faults that have not struck. */
export function clearFaults(cloud: Cloud): void {
  cloud.change("DELETE FROM faults");
}

/** Shows everything that was hidden: the cloud has become consistent. */
export function revealAll(cloud: Cloud): number {
  return cloud.change("UPDATE objects SET hidden = 0 WHERE hidden = 1");
}

/** How many calls faults have struck so far, by kind. */
export function struck(cloud: Cloud): Readonly<Record<string, number>> {
  const rows = cloud.rows(
    "SELECT fault, count(*) AS calls FROM calls WHERE fault IS NOT NULL GROUP BY fault",
  );
  return Object.fromEntries(rows.map(({ fault, calls }) => [String(fault), Number(calls)]));
}

/** The faults that strike a call. */
export type Struck = ReadonlySet<FaultKind>;

/** Notes a call and finds out which faults strike it. */
export function note(cloud: Cloud, call: { operation: Operation; type: string; name: string }): Struck {
  return cloud.atomically(() => {
    const { operation, type, name } = call;
    const kinds = new Set<FaultKind>();
    for (const { number, kind, call: nth, count, used } of cloud.rows(
      "SELECT * FROM faults WHERE operation IN ('', ?) AND instr(?, subject) > 0",
      ...[operation, `${type} ${name}`],
    )) {
      const calls = Number(used) + 1;
      cloud.change("UPDATE faults SET used = ? WHERE number = ?", calls, Number(number));
      if (calls >= Number(nth) && calls < Number(nth) + Number(count)) {
        kinds.add(kind as FaultKind);
      }
    }
    const fault = [...kinds].filter((kind) => kind !== "slow").join(" ");
    cloud.change(
      "INSERT INTO calls (operation, type, name, fault) VALUES (?, ?, ?, ?)",
      ...[operation, type, name, fault === "" ? null : fault],
    );
    return kinds;
  });
}

const SLOW_MILLISECONDS = 200;
/** Longer than any spec lets an engine live. */
const STUCK_MILLISECONDS = 600_000;

/** What goes wrong before the cloud does anything. */
export async function before(kinds: Struck): Promise<void> {
  if (kinds.has("slow")) {
    await wait(SLOW_MILLISECONDS);
  }
  if (kinds.has("stuck")) {
    await wait(STUCK_MILLISECONDS);
  }
  if (kinds.has("killed-before")) {
    await killEngine();
  }
  if (kinds.has("refused")) {
    throw new ProviderError("internal", "googleapi: Error 500: Internal error encountered., backendError");
  }
}

/** What goes wrong after the cloud has done it. */
export async function after(kinds: Struck): Promise<void> {
  if (kinds.has("slow")) {
    await wait(SLOW_MILLISECONDS);
  }
  if (kinds.has("killed-after")) {
    await killEngine();
  }
  if (kinds.has("lost")) {
    throw new ProviderError(
      "unavailable",
      "googleapi: Error 503: The service is currently unavailable., backendError",
    );
  }
}

/** Nothing is answered any more. Only an engine that has started this process can be killed from here. */
async function killEngine(): Promise<never> {
  if (!basename(process.argv[1] ?? "").startsWith(PLUGIN_PREFIX)) {
    throw new Error("this provider was not started by the engine: the workspace needs startsProviders");
  }
  process.kill(process.ppid, "SIGKILL");
  process.exit(1);
}
