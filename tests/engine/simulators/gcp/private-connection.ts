import { ProviderError } from "../../provider/failure.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Context, Wish } from "../kind.ts";

const CONNECTION = "gcp:servicenetworking/connection:Connection";

/**
 * Whether creating a connection that Google remembers succeeds: with the same ranges, or as an update where the program
 * allows it. Source: terraform-provider-google #16697.
 */
export function reconnects(wish: Wish, existing: CloudObject): boolean {
  return (
    wish.type === CONNECTION &&
    (wish.inputs["updateOnCreationFail"] === true || rangesOf(wish) === rangesOf(existing))
  );
}

/** Refuses to create a connection that is there with other ranges, such as an abandoned one. */
export function connectsOnce(
  wish: Wish,
  key: string,
  { cloud }: Context,
  before: CloudObject | undefined,
): void {
  if (wish.type === CONNECTION && !before && cloud.find(CONNECTION, key)) {
    throw new ProviderError(
      "failedPrecondition",
      "Error waiting for Create Service Networking Connection: Error code 9, message: Cannot modify allocated ranges in CreateConnection. Please use UpdateConnection.",
    );
  }
}

function rangesOf({ inputs }: Pick<CloudObject, "inputs">): string {
  return JSON.stringify(inputs["reservedPeeringRanges"] ?? []);
}
