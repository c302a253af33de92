import { Provider } from "@pulumi/gcp/provider.js";
import { Cluster } from "#components/cluster/cluster";
import { Network } from "#components/network/network";
import { Project } from "#components/project/project";

/** From an empty project to a cluster: everything waits for the project's APIs, agents and keys. */
export function program() {
  const identity = { id: "shop-prod", number: "123456789012" };
  const opts = { provider: new Provider("gcp", { project: identity.id, region: "us-central1" }) };
  const project = new Project(
    "project",
    {
      project: identity,
      prefix: "shop-prod",
      region: "us-central1",
      uses: ["network", "kubernetes", "images", "secrets", "postgres"],
      repositories: { app: {} },
      github: {
        ownerId: "4242",
        repositoryId: "171717",
        environments: { production: { roles: ["roles/container.admin"] }, plan: { roles: ["roles/viewer"] } },
      },
    },
    opts,
  );
  const after = { ...opts, dependsOn: [project] };
  const network = new Network(
    "network",
    { prefix: "shop-prod", regions: { "us-central1": {} }, privateServices: true },
    after,
  );
  const region = network.regions["us-central1"];
  if (!region) {
    throw new Error("the network has no region us-central1");
  }
  new Cluster(
    "cluster",
    {
      prefix: "shop-prod",
      project: identity,
      network: region,
      keyRing: project.keyRing,
      imageRepositories: project.imageRepositories,
      nodePools: { general: { machineType: "e2-standard-2", minNodes: 3, maxNodes: 9 } },
    },
    after,
  );
  return { state: project.stateUrl, secretsProvider: project.secretsProvider };
}
