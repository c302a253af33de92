import type { NetworkArgs } from "#components/network/vpc/args";
import { type Mistake, refusesEach } from "../../../support/refusals.ts";
import { recordExisting, SUBNETWORK } from "./existing.ts";

describe("components/Network: mistakes about an existing VPC", () => {
  const errors: Mistake<Partial<NetworkArgs>>[] = [
    [
      "an id that is none",
      { existing: { networkId: "shared" } },
      'existing.networkId is "shared"; allowed are ids such as',
    ],
    [
      "a subnet without its network",
      { existing: undefined, regions: { "us-central1": { existing: SUBNETWORK } } } as object,
      'regions["us-central1"].existing is "apps"; allowed are none unless the network is existing too',
    ],
    [
      "a slot for a subnet that has its addresses",
      { regions: { "us-central1": { existing: SUBNETWORK, slot: 3 } } },
      'regions["us-central1"].slot is 3; allowed are none together with existing',
    ],
    [
      "ranges that planned ones run into",
      {
        regions: { "us-central1": {}, "us-east1": { existing: { ...SUBNETWORK, podsCidr: "10.5.0.0/16" } } },
      },
      'regions["us-east1"].existing.podsCidr is "10.5.0.0/16"; allowed are ranges outside the planned 10.4.0.0/14; move those by addresses.base or slot',
    ],
    [
      "managed services' ranges that planned ones run into",
      {
        existing: {
          networkId: "projects/company-net/global/networks/shared",
          privateServices: { rangeName: "google", cidr: "10.6.0.0/16" },
        },
      },
      'existing.privateServices.cidr is "10.6.0.0/16"; allowed are ranges outside the planned',
    ],
    [
      "ranges of the internet",
      { regions: { "us-east1": { existing: { ...SUBNETWORK, nodesCidr: "8.8.8.0/24" } } } },
      'regions["us-east1"].existing.nodesCidr is "8.8.8.0/24"; allowed are private ranges',
    ],
    [
      "a subnet's name that is none",
      { regions: { "us-east1": { existing: { ...SUBNETWORK, subnetwork: "Apps" } } } },
      'regions["us-east1"].existing.subnetwork is "Apps"; allowed are lower-case letters',
    ],
  ];
  refusesEach(errors, recordExisting);
});
