import { protectedParts } from "#policies/resilience/protected-parts";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const CLUSTER = resource("gcp:container/cluster:Cluster", {}, { protect: true });
const INSTANCE = resource("gcp:sql/databaseInstance:DatabaseInstance", {});
const pool = (protect: boolean, cluster = CLUSTER) =>
  resource("gcp:container/nodePool:NodePool", {}, { protect, uses: { cluster } });

describeRule(protectedParts, {
  passes: {
    "a pool protected with its cluster": [CLUSTER, pool(true)],
    "nothing protected": [INSTANCE, resource("gcp:sql/user:User", {}, { uses: { instance: INSTANCE } })],
    "a part of something else": [CLUSTER, pool(false, { ...CLUSTER, urn: "urn:other" })],
  },
  fails: {
    "a pool of a protected cluster": {
      stack: [CLUSTER, pool(false)],
      findings: ['"cluster" is protected, but this part of it is not [cluster]'],
    },
    "a database of a protected instance": {
      stack: [
        { ...INSTANCE, protect: true },
        resource("gcp:sql/database:Database", {}, { uses: { instance: INSTANCE } }),
      ],
      findings: ['"databaseinstance" is protected, but this part of it is not [instance]'],
    },
  },
  unknown: {},
});
