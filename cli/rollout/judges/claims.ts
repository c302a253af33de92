import { textAt } from "../cluster/live.ts";
import { warningsOf } from "../reasons/events.ts";
import { done, type Judge, waiting } from "./judge.ts";

/** A claim is done when it is bound, or when it waits for its first pod, as its storage class may say. */
export const judgeClaim: Judge = async (live, { namespace }, api) => {
  const phase = textAt(live, "status", "phase");
  if (phase === "Bound") {
    return done("bound");
  }
  const events = await warningsOf(api, namespace, live, { onlyWarnings: false });
  return events.some(({ reason }) => reason === "WaitForFirstConsumer")
    ? done("bound with its first pod")
    : waiting(
        `is ${phase || "not seen by its controller yet"}`,
        events.map(({ words }) => words),
      );
};
