import { z } from "zod";

/*
 * Existing infrastructure, which the stack only reads: it never creates, changes or deletes it. Resources that the
 * stack adopts are imported instead.
 */

const range = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/)
  .describe("such as 10.4.0.0/20");

const name = z.string().regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);

/** Subnet with a NAT for egress. The cloud confirms its ranges before use. */
export const existingSubnetwork = z
  .strictObject({
    name: name.describe("name of the subnet in the region"),
    podsRange: z.string().describe("name of the secondary range for pods"),
    servicesRange: z.string().describe("name of the secondary range for Services"),
    nodesCidr: range,
    podsCidr: range,
    servicesCidr: range,
  })
  .describe("default: a subnet, router and NAT are created in the network");

const network = z
  .strictObject({
    id: z
      .string()
      .regex(/^projects\/[a-z0-9.:-]+\/global\/networks\/[a-z0-9-]+$/)
      .describe("projects/<project>/global/networks/<name>; of the host project, with Shared VPC"),
    privateServices: z
      .strictObject({ rangeName: name.describe("name of the reserved range"), cidr: range })
      .exactOptional()
      .describe("range of Google's managed services, for systems that use them"),
  })
  .describe("default: a network is created");

export const existingCluster = z
  .strictObject({
    name: name.describe("name of the GKE cluster, which answers on its DNS endpoint"),
    location: z.string().exactOptional().describe("region or zone; default: the region"),
    controlPlaneRanges: z
      .array(range)
      .exactOptional()
      .describe("where pods find the Kubernetes API; default: the subnet's nodesCidr"),
    disksKey: z.string().exactOptional().describe("id of the KMS key of disks; default: Google's own"),
  })
  .describe("default: a cluster is created");

/** Existing infrastructure in a region. @public */
export const existing = z
  .strictObject({ network: network.exactOptional() })
  .describe("existing (read-only) infrastructure; what the stack takes over is imported instead");

export type ExistingNetworkSettings = z.infer<typeof network>;
export type ExistingSubnetworkSettings = z.infer<typeof existingSubnetwork>;
export type ExistingClusterSettings = z.infer<typeof existingCluster>;
