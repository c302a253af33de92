import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import type { ProviderResource } from "@pulumi/pulumi";

/** A resource called "late", whose outputs are known only after deployment. */
export function createLate(provider: ProviderResource): GlobalAddress {
  return new GlobalAddress("late", {}, { provider });
}
