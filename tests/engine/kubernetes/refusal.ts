import { isReason, NoSuchKind } from "../cluster/api/error.ts";
import { ProviderError } from "../provider/failure.ts";

const CONFLICT_HELP =
  "server-side apply field conflict detected, see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources for troubleshooting help";

/** What the API refused, in the words of the real provider. */
export function refusal(what: string, error: unknown): Error {
  if (error instanceof NoSuchKind) {
    const hint =
      "the apiVersion for this resource does not exist. Verify that any required CRDs have been created";
    return new ProviderError(
      "failedPrecondition",
      `${what}: the Kubernetes API server reported that ${hint}: ${error.message}`,
    );
  }
  if (isReason(error, "Conflict")) {
    return new ProviderError("failedPrecondition", `${what}: ${CONFLICT_HELP}: ${error.message}`);
  }
  return new ProviderError("unknown", `${what}: ${error instanceof Error ? error.message : String(error)}`);
}
