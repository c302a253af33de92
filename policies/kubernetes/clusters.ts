import type { ClusterIdentity } from "#graph/clusters";
import { UnknownValue } from "../property.ts";

/**
 * Whether two objects lie in one cluster, by whichever providers. Raises where the input of a provider that
 * decides is not known yet; one provider is always one cluster.
 */
export function sameCluster(one: ClusterIdentity | undefined, other: ClusterIdentity | undefined): boolean {
  if (one?.id === other?.id) {
    return true;
  }
  const undecided = one?.undecided ?? other?.undecided;
  if (undecided) {
    throw new UnknownValue(undecided.input, undecided.value);
  }
  return false;
}
