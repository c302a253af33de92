import { Network } from "#components/network/network";
import type { NetworkArgs } from "#components/network/vpc/args";
import { recordWith } from "../../../support/record.ts";

export const SUBNETWORK = {
  subnetwork: "apps",
  podsRange: "pods",
  servicesRange: "services",
  nodesCidr: "172.16.0.0/20",
  podsCidr: "172.18.0.0/15",
  servicesCidr: "172.16.16.0/20",
};

export const EXISTING: NetworkArgs = {
  prefix: "howlerops-prod",
  existing: { networkId: "projects/company-net/global/networks/shared" },
  regions: { "us-central1": {} },
};

export const recordExisting = (
  args: Partial<NetworkArgs> = {},
  use: (network: Network) => Record<string, unknown> = () => ({}),
) => recordWith(({ gcp }) => use(new Network("net", { ...EXISTING, ...args }, { provider: gcp })));
