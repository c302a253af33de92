import { Provider } from "@pulumi/gcp/provider.js";
import { Network } from "#components/network/network";
import { Project } from "#components/project/project";

/** A project that is not there yet, by who may create projects in the folder, and a network in it. */
export function program() {
  const opts = { provider: new Provider("gcp", { project: "shop-prod", region: "us-central1" }) };
  const project = new Project(
    "project",
    {
      project: { id: "shop-prod" },
      creation: { billingAccount: "01AB23-CD45EF-678901", parent: { folder: "123456789012" } },
      prefix: "shop-prod",
      region: "us-central1",
    },
    opts,
  );
  const after = { ...opts, dependsOn: [project] };
  new Network("network", { prefix: "shop-prod", regions: { "us-central1": {} } }, after);
  return { number: project.project.number };
}
