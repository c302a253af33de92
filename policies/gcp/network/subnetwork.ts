import type { PolicyResource } from "../../context.ts";

export const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";

/** Whether machines have addresses in it; subnetworks for proxies or Private Service Connect contain none. */
export function holdsMachines(subnetwork: PolicyResource): boolean {
  const purpose = subnetwork.at("purpose");
  return !purpose.exists() || purpose.is("PRIVATE");
}
