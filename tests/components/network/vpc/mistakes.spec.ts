import { Network } from "#components/network/network";
import type { NetworkArgs } from "#components/network/vpc/args";
import { type Mistake, refusesBeforeRegistering } from "../../../support/refusals.ts";
import { NETWORK_ARGS } from "./support.ts";

describe("components/network/Network: mistakes", () => {
  const errors: Mistake<Partial<NetworkArgs>>[] = [
    [
      "a prefix with capitals",
      { prefix: "Prod" },
      'Network "net": prefix is "Prod"; allowed are lower-case letters, digits and hyphens, from a letter on, no hyphen at the end',
    ],
    [
      "names that get too long",
      { prefix: "a-very-long-name-of-a-system-and-its-environment" },
      "allowed are shorter: a-very-long-name-of-a-system-and-its-environment-health-checks-us-central1 has 74 of 63 characters",
    ],
    ["no region", { regions: {} }, "regions is {}; allowed are maps with at least one region"],
    [
      "a key that cannot be in a name",
      { regions: { US: {} } },
      'regions key is "US"; allowed are lower-case',
    ],
    [
      "what is no region",
      { regions: { main: { slot: 60 } } },
      'regions["main"].region is "main"; allowed are regions, such as us-central1',
    ],
    [
      "a port that is none",
      { healthCheckPorts: [0] },
      "healthCheckPorts is 0; allowed are whole numbers from 1 to 65535",
    ],
    [
      "flow logs turned off",
      { flowLogSampling: 0 },
      "flowLogSampling is 0; allowed are above 0 up to 1 (share of connections)",
    ],
    ["addresses that cannot work", { addresses: { base: "1.2.3.0/8" } }, 'addresses.base is "1.2.3.0/8"'],
  ];
  refusesBeforeRegistering(
    ["Network", "net"],
    errors,
    (args, gcp) => new Network("net", { ...NETWORK_ARGS, ...args }, { provider: gcp }),
  );
});
