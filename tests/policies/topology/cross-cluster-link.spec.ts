import { UNKNOWN } from "#graph/model";
import { crossClusterLink } from "#policies/topology/cross-cluster-link";
import { kubernetesProvider } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";
import { idOf, published } from "../support/topology.ts";

const EAST = kubernetesProvider("east", { clusterIdentifier: "east" });
const AGAIN = kubernetesProvider("again", { clusterIdentifier: "east" });
const WEST = kubernetesProvider("west", { clusterIdentifier: "west" });
const LATE = kubernetesProvider("late", { kubeconfig: UNKNOWN });

const API = published("api", { endpoints: [idOf("api", "http")] }, EAST);
const web = (provider: typeof EAST) => published("web", { links: [idOf("api", "http")] }, provider);

describeRule(crossClusterLink, {
  passes: {
    "a link within a cluster": [EAST, ...API, ...web(EAST)],
    "a link within a cluster that two providers see": [EAST, AGAIN, ...API, ...web(AGAIN)],
  },
  fails: {
    "a link to pods of another cluster": {
      stack: [EAST, WEST, ...API, ...web(WEST)],
      findings: ['the link to "api" goes to pods of another cluster: from west to east [links[0]]'],
    },
  },
  unknown: {
    "a link from what may turn out to be the same cluster": {
      stack: [EAST, LATE, ...API, ...web(LATE)],
      at: ["kubeconfig"],
    },
  },
});
