import { ProviderError } from "../../provider/failure.ts";
import { isPlain } from "../../provider/wire.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Wish } from "../kind.ts";

/** Refuses to schedule a notification in the past. Source: Secret Manager, rotation schedules. */
export function rotatesLater({ type, inputs }: Wish, before: CloudObject | undefined): void {
  const time = timeOf(inputs["rotation"]);
  const isNew = time !== undefined && time !== timeOf(before?.inputs["rotation"]);
  if (type === "gcp:secretmanager/secret:Secret" && isNew && Date.parse(time) <= Date.now()) {
    throw new ProviderError(
      "invalidArgument",
      `googleapi: Error 400: The field rotation.next_rotation_time must be in the future: ${time}, invalid`,
    );
  }
}

function timeOf(rotation: Wish["inputs"][string] | undefined): string | undefined {
  const time = isPlain(rotation) ? rotation["nextRotationTime"] : undefined;
  return typeof time === "string" ? time : undefined;
}
