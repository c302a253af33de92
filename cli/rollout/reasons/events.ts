import { type ClusterApi, ClusterError } from "../cluster/api.ts";
import { type LiveObject, nameOf, newestFirst, textAt } from "../cluster/live.ts";
import { EVIDENCE } from "../evidence.ts";
import { plainReason } from "./plain.ts";

/** An event about an object. */
export interface EventWords {
  readonly reason: string;
  /** In plain words. */
  readonly words: string;
}

/** Warnings about an object, the newest first, each reason once; a note when events may not be read. */
export async function warningsOf(
  api: ClusterApi,
  namespace: string | undefined,
  live: LiveObject,
  { onlyWarnings = true }: { readonly onlyWarnings?: boolean } = {},
): Promise<readonly EventWords[]> {
  const selector = `involvedObject.name=${nameOf(live)}${onlyWarnings ? ",type=Warning" : ""}`;
  let events: readonly LiveObject[];
  try {
    events = await api.list(EVIDENCE.event, { namespace: namespace ?? "default", fieldSelector: selector });
  } catch (error) {
    if (error instanceof ClusterError && error.status === 403) {
      return [{ reason: "Forbidden", words: `its events may not be read: ${error.message}` }];
    }
    throw error;
  }
  const uid = textAt(live, "metadata", "uid");
  const byReason = new Map<string, EventWords>();
  const own = events.filter((event) => [uid, ""].includes(textAt(event, "involvedObject", "uid")));
  for (const event of newestFirst(own, seenAt)) {
    const reason = textAt(event, "reason");
    if (!byReason.has(reason)) {
      byReason.set(reason, { reason, words: plainReason(reason, textAt(event, "message")) });
    }
  }
  return [...byReason.values()];
}

function seenAt(event: LiveObject): string {
  return (
    textAt(event, "lastTimestamp") ||
    textAt(event, "eventTime") ||
    textAt(event, "metadata", "creationTimestamp")
  );
}
