import type { URLMap } from "@pulumi/gcp/compute/urlmap.js";
import type { ServiceLbPolicies } from "@pulumi/gcp/networkservices/serviceLbPolicies.js";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import { ArmorPolicy } from "./armor-policy.ts";
import type { GlobalLoadBalancerArgs } from "./balancing/args.ts";
import { balancerFacts, balancerWithDefaults, MAIN } from "./balancing/balancer-settings.ts";
import type { BalancerCertificates, OwnershipRecord } from "./balancing/certificates.ts";
import { createCertificates, namesOf } from "./balancing/certificates.ts";
import { type ClientCheck, createClientCheck } from "./balancing/client-authority.ts";
import { createDistribution } from "./balancing/distribution.ts";
import type { FrontEnd } from "./balancing/front-end.ts";
import { createFrontEnd } from "./balancing/front-end.ts";
import { createPools, type Pool } from "./balancing/pools.ts";
import type { BalancedEndpoint } from "./balancing/service.ts";
import { createUrlMap, type RuledPaths } from "./balancing/url-map.ts";
import { ReservedAddress } from "./reserved-address.ts";

export type { GlobalLoadBalancerArgs } from "./balancing/args.ts";
export type { BalancedHost, BalancerCertificates, OwnershipRecord } from "./balancing/certificates.ts";
export type { ClientCheck } from "./balancing/client-authority.ts";
export type { BalancerDistribution } from "./balancing/distribution.ts";
export type { BalancerTls, FrontEnd } from "./balancing/front-end.ts";
export type { RequestHeaders } from "./balancing/headers.ts";
export type { Pool } from "./balancing/pools.ts";
export type { BalancedRegion } from "./balancing/regions.ts";
export type { BalancedLocation, BalancedRoute } from "./balancing/routing.ts";
export type {
  BalancedEndpoint,
  BalancedHealth,
  BalancedService,
  OutlierDetection,
} from "./balancing/service.ts";
export type { Pools } from "./balancing/url-map.ts";

/**
 * A global external Application Load Balancer: one anycast address that terminates TLS near the visitor and routes each
 * request to healthy pods in the nearest region with capacity. If a region fails its health checks, or is drained, the
 * others take over within seconds, at the same address.
 *
 * GKE creates the endpoint groups, not Pulumi: one for each zone in which pods run, with the name in a Service's
 * annotation. Backends wait for a region's `ready` resources. A pod of such a Service is ready only once it is in its
 * group, so after waiting for a pod in each zone the groups exist, and a first deployment needs one pass. A zone
 * without a pod has no group, and the cloud responds with 404: everything else is still created, and deploying again
 * once a pod runs there, or without that zone, completes it. A region whose cluster does not exist yet has no zones;
 * add a new zone's nodes and pods to the cluster first, then the zone here.
 *
 * Only the address has a fixed name in the cloud. A replacement is created under a new name, references are switched to
 * it, and only then the old resource is deleted; in the other order the cloud responds with
 * `resourceInUseByAnotherResource`.
 *
 * Nodes and pods must admit Google's front ends on the pods' port: `healthCheckPorts` of {@link Network} in the
 * firewall, and a policy in the cluster. The front ends use HTTPS without a server name and accept any certificate.
 * Pods must keep idle connections open for longer than the front ends' 600 seconds; otherwise some responses are 502.
 *
 * @public
 * @throws ArgumentError for arguments that the cloud would refuse, or that leave a visitor without a region
 */
export class GlobalLoadBalancer extends Component {
  /** The anycast address, known once it is reserved. */
  readonly address: Output<string>;
  /** Where visitors reach it, by the first of its hosts: what a zone's records lead to. */
  readonly endpoint: Endpoint;
  /** DNS records, by the hosts' keys, without which no certificate is issued or renewed; they must not be proxied. */
  readonly ownership: Readonly<Record<string, OwnershipRecord>>;
  readonly resources: {
    readonly address: ReservedAddress;
    readonly armor: ArmorPolicy | undefined;
    readonly certificates: BalancerCertificates;
    readonly distribution: ServiceLbPolicies;
    /** By "service" or the route's key: the health check, and a backend service for everybody and each location. */
    readonly pools: Readonly<Record<string, Pool>>;
    readonly urlMap: URLMap;
    readonly clients: ClientCheck | undefined;
    readonly frontEnd: FrontEnd;
  };

  constructor(name: string, args: GlobalLoadBalancerArgs, opts?: ComponentResourceOptions) {
    const settings = balancerWithDefaults(argumentsOf("GlobalLoadBalancer", name, args), name, args);
    super("network", "GlobalLoadBalancer", name, settings, opts);

    const child = { parent: this };
    const { hosts, routes, locations, protect } = settings;
    const address =
      typeof args.address === "string"
        ? new ReservedAddress(`${name}-address`, { addressName: args.address, protect }, child)
        : args.address;
    const armor =
      args.armor === undefined ? new ArmorPolicy(`${name}-armor`, {}, child) : args.armor || undefined;
    const distribution = createDistribution(`${name}-distribution`, settings.distribution, child);
    const common = {
      project: args.project.id,
      regions: settings.regions,
      locations,
      distribution,
      ready: Object.values(args.regions).flatMap(({ ready = [] }) => ready),
      ...(armor ? { securityPolicy: armor.policyLink } : {}),
    };
    const main = createPools(name, { ...common, first: `${name}-backend` }, settings.service, child);
    const pools: Record<string, Pool> = { [MAIN]: main };
    const ruled: RuledPaths[] = [];
    for (const [key, { paths, exact, service }] of Object.entries(routes)) {
      const prefix = `${name}-route-${key}`;
      const pool = createPools(prefix, { ...common, first: prefix }, service, child);
      pools[key] = pool;
      ruled.push({ paths, exact, pools: pool.ids });
    }
    const routing = { pools: main.ids, routes: ruled, locations };
    const urlMap = createUrlMap(`${name}-routes`, namesOf(hosts), routing, child);
    const certificates = createCertificates(name, hosts, child);
    const clients =
      args.clientAuthority === undefined
        ? undefined
        : createClientCheck(name, args.project, args.clientAuthority, child);
    const frontEnd = createFrontEnd(
      name,
      {
        address: address.address,
        urlMap: urlMap.id,
        certificateMap: certificates.map,
        tls: settings.tls,
        ...(clients ? { clientPolicy: clients.policy.id } : {}),
      },
      child,
    );

    this.address = address.address;
    this.endpoint = visitorsEndpoint(this.endpointId("https"), name, namesOf(hosts));
    this.ownership = certificates.ownership;
    this.resources = {
      address,
      armor,
      certificates,
      distribution,
      pools,
      urlMap,
      clients,
      frontEnd,
    };
    this.publish({
      facts: balancerFacts(settings, { armor: armor !== undefined, clients: clients !== undefined }),
      endpoints: [this.endpoint],
      links: endpointsBehind(args).map((each) => linkTo(this.urn, { host: each.name, ...each })),
      outputs: { address: this.address },
    });
  }
}

/** What requests are led to, each once. */
function endpointsBehind({ service, routes = {}, regions }: GlobalLoadBalancerArgs): BalancedEndpoint[] {
  const services = [service, ...Object.values(routes).map((route) => route.service)];
  const inRegions = Object.values(regions).flatMap(({ to }) => (to ? [to] : []));
  return [...new Set([...services.map(({ endpoint }) => endpoint), ...inRegions])];
}

function visitorsEndpoint(id: Output<string>, name: string, hosts: readonly string[]): Endpoint {
  const [host = ""] = hosts;
  return { id, name, host, port: 443, protocol: "https", peer: { kind: "host", hosts }, public: true };
}
