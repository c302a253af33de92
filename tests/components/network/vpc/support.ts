import { Network } from "#components/network/network";
import type { NetworkArgs } from "#components/network/vpc/args";
import type { Graph } from "#graph/model";
import { recordWith } from "../../../support/record.ts";

/** A network with one region. */
export const NETWORK_ARGS: NetworkArgs = { prefix: "howlerops-prod", regions: { "us-central1": {} } };

/** Records that network, called "net", with other arguments. */
export function recordNetwork(args: Partial<NetworkArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp }) => {
    new Network("net", { ...NETWORK_ARGS, ...args }, { provider: gcp });
    return {};
  });
}
