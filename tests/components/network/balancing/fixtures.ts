import type { ProviderResource } from "@pulumi/pulumi";
import { serviceEndpoint } from "#components/core/link";
import type { GlobalLoadBalancerArgs } from "#components/network/balancing/args";
import type { BalancedService } from "#components/network/balancing/service";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import type { Graph, Node } from "#graph/model";
import { recordWith } from "../../../support/record.ts";
import { items } from "./url-map.ts";

export const service = (name: string, more: Partial<BalancedService> = {}): BalancedService => ({
  endpointGroup: `gmail-auth-${name}`,
  endpoint: serviceEndpoint({ name, namespace: "gmail-auth", port: 443, protocol: "https" }),
  ...more,
});

const zonesOf = (region: string, letters: string) => ({
  zones: [...letters].map((letter) => `${region}-${letter}`),
});

/** The documented regions: Mumbai, Singapore, USA. */
export const THREE_REGIONS = {
  "asia-south1": zonesOf("asia-south1", "ab"),
  "asia-southeast1": zonesOf("asia-southeast1", "ab"),
  "us-central1": zonesOf("us-central1", "abc"),
};

export const ARGS: GlobalLoadBalancerArgs = {
  project: { id: "gmail-auth-prod", number: "123456789012" },
  address: "gmail-auth-prod",
  hosts: { site: "example.com" },
  regions: THREE_REGIONS,
  service: service("ingress"),
};

export function makeBalancer(args: Partial<GlobalLoadBalancerArgs>, provider: ProviderResource) {
  return new GlobalLoadBalancer("balancer", { ...ARGS, ...args }, { provider });
}

export function recordBalancer(args: Partial<GlobalLoadBalancerArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp }) => {
    const { address } = makeBalancer(args, gcp);
    return { address };
  });
}

/** A backend service's backends as zone to what is said of it. */
export function backends({ inputs }: Node): Record<string, Record<string, unknown>> {
  const named = items(inputs["backends"]).map(({ group, ...rest }) => {
    const zone = /zones\/([^/]+)\//.exec(String(group))?.[1] ?? "";
    return [zone, { ...rest, name: String(group).split("/").at(-1) }] as const;
  });
  return Object.fromEntries(named);
}

/** Inputs and options of every resource, by URN. */
export function facts(graph: Graph): Record<string, unknown> {
  return Object.fromEntries(
    graph.nodes
      .filter(({ custom }) => custom)
      .map(({ urn, inputs, dependencies, protect }) => [urn, { inputs, dependencies, protect }]),
  );
}

/** Names of resources of which two graphs say different things, or that only one has. */
export function differences(one: Graph, other: Graph): string[] {
  const [before, after] = [facts(one), facts(other)];
  const urns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return urns
    .filter((urn) => JSON.stringify(before[urn]) !== JSON.stringify(after[urn]))
    .map((urn) => urn.split("::").at(-1) ?? "");
}
