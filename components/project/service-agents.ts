import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { type CustomResourceOptions, interpolate, type Output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../core/google/project.ts";
import { type Apis, onesOf } from "./apis.ts";

/** A service agent's name and role; some need none. */
interface AgentFacts {
  /** The part between `service-<number>@` and `.iam.gserviceaccount.com`. */
  readonly domain: string;
  readonly role?: string;
}

/** Agents by their API. Source: Google Cloud, service agents. */
const AGENTS: Readonly<Record<string, AgentFacts>> = {
  container: { domain: "container-engine-robot", role: "roles/container.serviceAgent" },
  artifactregistry: { domain: "gcp-sa-artifactregistry", role: "roles/artifactregistry.serviceAgent" },
  secretmanager: { domain: "gcp-sa-secretmanager" },
  sqladmin: { domain: "gcp-sa-cloud-sql" },
  memorystore: { domain: "gcp-sa-memorystore", role: "roles/memorystore.serviceAgent" },
  pubsub: { domain: "gcp-sa-pubsub", role: "roles/pubsub.serviceAgent" },
  gkebackup: { domain: "gcp-sa-gkebackup", role: "roles/gkebackup.serviceAgent" },
  servicenetworking: { domain: "service-networking", role: "roles/servicenetworking.serviceAgent" },
};

/** A service agent that exists and has its role. */
export interface ServiceAgent {
  /** Its IAM member, `serviceAccount:…`. */
  readonly member: Output<string>;
  readonly identity: ServiceIdentity;
  readonly grant: IAMMember | undefined;
}

/**
 * Creates the service agents of Google's services, and grants them their default roles. Otherwise an agent appears only
 * with the first resource of its service, too late for granting it a key.
 */
export function createServiceAgents(
  owner: string,
  project: ProjectIdentity,
  apis: Apis,
  opts: CustomResourceOptions,
): ReadonlyMap<string, ServiceAgent> {
  const agents = new Map<string, ServiceAgent>();
  for (const [api, { domain, role }] of Object.entries(AGENTS)) {
    const enabled = onesOf(apis, [api]);
    if (enabled.length > 0) {
      const identity = new ServiceIdentity(
        `${owner}-agent-${api}`,
        { project: project.id, service: `${api}.googleapis.com` },
        { ...opts, dependsOn: enabled },
      );
      // The identity's own address may be empty, so it is composed (source: terraform-provider-google, issue 18649).
      const member = interpolate`serviceAccount:service-${project.number}@${domain}.iam.gserviceaccount.com`;
      const grant =
        role === undefined
          ? undefined
          : new IAMMember(
              `${owner}-agent-${api}`,
              { project: project.id, role, member },
              { ...opts, dependsOn: [identity, ...onesOf(apis, ["cloudresourcemanager"])] },
            );
      agents.set(api, { member, identity, grant });
    }
  }
  return agents;
}
