import { setTimeout as sleep } from "node:timers/promises";
import type { PurgeBatch, PurgeLimits } from "./targets.ts";

/** Where and as whom to purge. */
export interface PurgeClient {
  readonly zoneId: string;
  /** Token with only the purge permission. It is sent to the API and appears nowhere else. */
  readonly token: string;
  readonly limits: PurgeLimits;
  /** Default: Cloudflare's API. */
  readonly endpoint?: string;
  /** Times that a request is repeated after 429, 5xx or a broken connection. Default 4. */
  readonly retries?: number;
  /** Seconds after which an unanswered request counts as broken. Default 30. */
  readonly timeoutSeconds?: number;
  /** Waits; tests give one that does not. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Result of a batch. */
export interface PurgeOutcome {
  readonly batch: PurgeBatch;
  readonly purged: boolean;
  readonly attempts: number;
  /** The reason of a failure, with the API's message if there is one. */
  readonly reason: string | undefined;
}

const API = "https://api.cloudflare.com/client/v4";

/** Waits in seconds before each repetition when the API names none. Source: request patterns, backoff. */
const BACKOFF_SECONDS = [1, 2, 4, 8];

/**
 * Sends the batches one after another and reports each result. A failed batch does not stop the others; a refused token
 * does, since it would be refused again.
 */
export async function purge(client: PurgeClient, batches: readonly PurgeBatch[]): Promise<PurgeOutcome[]> {
  const { limits, wait = sleep } = client;
  const outcomes: PurgeOutcome[] = [];
  for (const [index, batch] of batches.entries()) {
    const refused = outcomes.find(({ reason }) => reason?.startsWith("refused"));
    if (refused) {
      outcomes.push({ batch, purged: false, attempts: 0, reason: "not sent: the token was refused" });
      continue;
    }
    if (index >= limits.burst) {
      await wait(1000 / limits.perSecond);
    }
    outcomes.push(await purgeBatch(client, batch));
  }
  return outcomes;
}

async function purgeBatch(client: PurgeClient, batch: PurgeBatch): Promise<PurgeOutcome> {
  const { retries = 4, wait = sleep } = client;
  for (let attempts = 1; ; attempts++) {
    const reply = await send(client, batch);
    if (reply.purged) {
      return { batch, purged: true, attempts, reason: undefined };
    }
    if (!reply.again || attempts > retries) {
      const reason = reply.reason.replaceAll(client.token, "***");
      return { batch, purged: false, attempts, reason };
    }
    const seconds = reply.afterSeconds ?? BACKOFF_SECONDS[attempts - 1] ?? 8;
    await wait(seconds * 1000);
  }
}

type Reply =
  | { readonly purged: true }
  | {
      readonly purged: false;
      readonly reason: string;
      /** Whether another attempt may succeed. */
      readonly again: boolean;
      readonly afterSeconds?: number | undefined;
    };

async function send(client: PurgeClient, batch: PurgeBatch): Promise<Reply> {
  const { endpoint = API, zoneId, token, timeoutSeconds = 30 } = client;
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${endpoint}/zones/${encodeURIComponent(zoneId)}/purge_cache`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(batch),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    body = await response.text();
  } catch (error) {
    return { purged: false, reason: `no response: ${messageOf(error)}`, again: true };
  }
  const { success, errors } = parseReply(body);
  if (response.ok && success) {
    return { purged: true };
  }
  const { status } = response;
  const why = errors.length > 0 ? `: ${errors.join("; ")}` : "";
  if (status === 401 || status === 403) {
    return { purged: false, reason: `refused (${status})${why}`, again: false };
  }
  const again = status === 429 || status >= 500;
  const after = Number(response.headers.get("retry-after") ?? Number.NaN);
  return {
    purged: false,
    reason: `${status}${why}`,
    again,
    afterSeconds: Number.isFinite(after) && after >= 0 ? Math.min(after, 300) : undefined,
  };
}

/** The API reports success both in the status and in the body. */
function parseReply(body: string): { success: boolean; errors: string[] } {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return { success: false, errors: ["the response is not JSON"] };
  }
  if (typeof reply !== "object" || reply === null) {
    return { success: false, errors: ["the response is not an object"] };
  }
  const errors = "errors" in reply && Array.isArray(reply.errors) ? reply.errors : [];
  return {
    success: "success" in reply && reply.success === true,
    errors: errors.map((error) => `${error?.code ?? "?"} ${error?.message ?? "unknown error"}`),
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
