import type { Subject } from "../../subject.ts";

export const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";

/** Whether machines have addresses in it; subnetworks for proxies or Private Service Connect hold none. */
export function holdsMachines(subnetwork: Subject): boolean {
  const purpose = subnetwork.at("purpose");
  return !purpose.exists() || purpose.is("PRIVATE");
}
