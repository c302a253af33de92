import { isProduction } from "../../environment.ts";
import { stackRule } from "../../rule.ts";

/** A zone, as opposed to a region. Source: Google Cloud docs, regions and zones. */
const ZONE = /^[a-z]+-[a-z]+\d+-[a-z]$/;

export const regionalCluster = stackRule({
  id: "resilience-regional-cluster",
  title: "Clusters of production survive the loss of a zone",
  appliesTo: ["gcp:container/cluster:Cluster"],
  fix: "set location to the region, and nodeLocations to the zones in which nodes run",
  why: "The API server of a zonal cluster is one machine: it is gone during each upgrade and each outage of the zone.",
  *check(cluster, stack) {
    const location = cluster.at("location");
    if (cluster.id === undefined && isProduction(cluster, stack) && ZONE.test(location.text() ?? "")) {
      yield location.violation(`the cluster is in one zone (${location.text()}; allowed: a region)`);
    }
  },
});
