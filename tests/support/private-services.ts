import { Connection } from "@pulumi/gcp/servicenetworking/connection.js";
import type { ProviderResource } from "@pulumi/pulumi";
import type { PrivateServices } from "#components/network/vpc/private-services";

/** The range of managed services of some network, as {@link Network} hands it to databases. */
export function testPrivateServices(provider: ProviderResource): PrivateServices {
  const network = "projects/test-project/global/networks/test";
  const connection = new Connection(
    "private-services",
    {
      network,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: ["test-private-services"],
    },
    { provider },
  );
  const cidr = "10.0.0.0/16";
  return {
    cidr,
    peer: { kind: "cidr", ranges: [cidr] },
    network,
    rangeName: "test-private-services",
    connection,
  };
}
