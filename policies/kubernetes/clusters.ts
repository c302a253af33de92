import { type ClusterIdentity, sameCluster } from "#graph/clusters";
import { UnknownValue } from "../property.ts";

/**
 * Whether two objects lie in one cluster, by whichever providers. Raises where the input of a provider that
 * decides is not known yet; one provider is always one cluster.
 */
export function inOneCluster(one: ClusterIdentity | undefined, other: ClusterIdentity | undefined): boolean {
  const same = sameCluster(one, other);
  if (typeof same === "object") {
    throw new UnknownValue(same.input, same.value);
  }
  return same;
}
