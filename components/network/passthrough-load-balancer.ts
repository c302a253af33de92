import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { type ComponentResourceOptions, type Input, type Output, output } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { isRange } from "#models/addresses/ranges";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Endpoint, linkTo, type PodPeer } from "../core/link.ts";
import { mapOutput } from "../core/outputs.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import type { AddressPolicy } from "../network-policy/policies.ts";

/** A port of a {@link PassthroughLoadBalancer}. */
export interface PassthroughPort {
  /** Port that clients dial, 1 to 65535. */
  readonly port: number;
  /** Port of the pods. Default: `port`. */
  readonly targetPort?: number;
  /** Default "tcp". */
  readonly protocol?: "tcp" | "udp";
}

/** Arguments of a {@link PassthroughLoadBalancer}. */
export interface PassthroughLoadBalancerArgs {
  /** Target pods, such as `endpoint.peer` of a service; the Service is in their namespace. */
  readonly pods: PodPeer;
  /** What the pods are, such as a service's endpoint: the line in the picture. Default: not stated. */
  readonly to?: Endpoint;
  /**
   * Ports by name, a DNS label of at most 15 characters, such as `grpc`; adding or removing one is an update in place.
   */
  readonly ports: Readonly<Record<string, PassthroughPort>>;
  /**
   * "internal" for an address in the nodes' subnet, "external" for a public one. Default "internal". Changing it
   * replaces the load balancer.
   */
  readonly scope?: "internal" | "external";
  /** Source ranges that may connect, such as `10.0.0.0/8`; at least one. */
  readonly sourceRanges: readonly string[];
  /**
   * A reserved address in the cluster's region. Default: the cloud chooses one, and another if the load balancer is
   * replaced; required for "external", since external DNS names point to it.
   */
  readonly address?: Input<string>;
  /** Whether clients in other regions can reach an internal one. Default false. */
  readonly globalAccess?: boolean;
  /** Whether connections of one client address stay with one pod. Default false: each is balanced separately. */
  readonly stickyClients?: boolean;
  /** The system in the objects' labels. Default: the pods' namespace. */
  readonly partOf?: string;
}

/**
 * A passthrough load balancer (layer 4): it forwards connections unmodified to nodes with a pod, preserving the
 * client's address. It suits protocols other than HTTP, and traffic that is too expensive to proxy, such as inference
 * servers; it has no paths, headers, limits or retries, and a long connection stays with its pod. For those, put a
 * layer 7 gateway in front of it.
 *
 * GKE creates it from a Service, including the forwarding rule, the nodes' health checks and the firewall rules, so
 * that nothing in Pulumi can drift from it. The namespace needs quota for it (`quota.loadBalancers`). Between pods of
 * one cluster no cloud load balancer is needed: the cluster's own Service is one on layer 4, and a TransportServer of
 * the ingress controller balances by least connections.
 *
 * @public
 */
export class PassthroughLoadBalancer extends Component {
  /** The address, known once the load balancer exists, or earlier if it is reserved. */
  readonly address: Output<string>;
  /** Endpoints for clients, by the name of the port. The pods admit callers that link to one. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly resources: {
    readonly service: Service;
    readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
  };

  constructor(name: string, args: PassthroughLoadBalancerArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("PassthroughLoadBalancer", name, args), args);
    super("network", "PassthroughLoadBalancer", name, settings, opts);

    const { pods, ports, scope, sourceRanges, partOf, stickyClients, globalAccess } = settings;
    const { namespace } = pods;
    const labels = labelsOf({ name, partOf });
    const admitted = admission(name, settings);
    const policies = createPolicies(this, { name, partOf }, [admitted]);
    const service = new Service(
      `${name}-service`,
      {
        metadata: {
          name,
          namespace,
          labels,
          ...(globalAccess ? { annotations: { [GLOBAL_ACCESS]: "true" } } : {}),
        },
        spec: {
          type: "LoadBalancer",
          // Source: GKE, LoadBalancer Service parameters; both classes since 1.33.
          loadBalancerClass: `networking.gke.io/l4-regional-${scope}`,
          ...(args.address === undefined ? {} : { loadBalancerIP: args.address }),
          loadBalancerSourceRanges: [...sourceRanges],
          // Preserves the client's address, saves a hop, and skips nodes without a pod.
          externalTrafficPolicy: "Local",
          sessionAffinity: stickyClients ? "ClientIP" : "None",
          selector: { ...pods.labels },
          ports: Object.entries(ports).map(([key, { port, targetPort, protocol }]) => ({
            name: key,
            port,
            targetPort,
            protocol: protocol.toUpperCase(),
          })),
        },
      },
      { parent: this, dependsOn: Object.values(policies) },
    );

    const given = mapOutput(service.status.loadBalancer, ({ ingress }) => ingress?.[0]?.ip ?? "");
    this.address = args.address === undefined ? given : output(args.address);
    this.endpoints = Object.fromEntries(
      Object.entries(ports).map(([key, { port, targetPort, protocol }]) => [
        key,
        {
          id: this.endpointId(key),
          name: `${name}-${key}`,
          host: this.address,
          port,
          targetPort,
          protocol,
          peer: pods,
          ...(scope === "external" ? { public: true } : {}),
        },
      ]),
    );
    this.resources = { service, policies };
    this.publish({
      facts: factsOf(settings),
      endpoints: Object.values(this.endpoints),
      links: args.to ? [linkTo(this.urn, args.to)] : [],
      outputs: { address: this.address },
    });
  }
}

const GLOBAL_ACCESS = "networking.gke.io/internal-load-balancer-allow-global-access";

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(checks: ArgumentChecks, args: PassthroughLoadBalancerArgs) {
  const { pods, scope = "internal", sourceRanges, globalAccess = false, stickyClients = false } = args;
  checks.that(
    Object.keys(pods.labels).length > 0,
    "pods.labels",
    pods.labels,
    "at least one label; without any every pod of the namespace is meant",
  );
  checks.oneOf("scope", scope, ["internal", "external"]);
  checks.that(
    sourceRanges.length > 0 && sourceRanges.every(isRange),
    "sourceRanges",
    sourceRanges,
    "one or more ranges such as 10.0.0.0/8; without them everybody may connect",
  );
  checks.that(
    scope === "internal" || args.address !== undefined,
    "address",
    args.address,
    'reserved addresses where scope is "external"',
  );
  checks.that(
    !globalAccess || scope === "internal",
    "globalAccess",
    globalAccess,
    'false where scope is "external"',
  );
  const ports: Record<string, Required<PassthroughPort>> = {};
  for (const [key, { port, targetPort = port, protocol = "tcp" }] of Object.entries(args.ports)) {
    checks.matches(
      "ports key",
      key,
      /^[a-z]([a-z0-9-]{0,13}[a-z0-9])?$/,
      "DNS labels of at most 15 characters",
    );
    checks.whole(`ports["${key}"].port`, port, 1, 65_535);
    checks.whole(`ports["${key}"].targetPort`, targetPort, 1, 65_535);
    checks.oneOf(`ports["${key}"].protocol`, protocol, ["tcp", "udp"]);
    ports[key] = { port, targetPort, protocol };
  }
  checks.that(Object.keys(ports).length > 0, "ports", args.ports, "at least one port");
  return {
    pods,
    ports,
    scope,
    sourceRanges,
    globalAccess,
    stickyClients,
    partOf: args.partOf ?? pods.namespace,
  };
}

/** Clients' addresses are preserved, so the pods admit the clients rather than the load balancer. */
function admission(name: string, { pods, ports, sourceRanges }: Settings): AddressPolicy {
  return {
    kind: "NetworkPolicy",
    id: `${name}-from-clients`,
    name: `${name}-from-clients`,
    namespace: pods.namespace,
    spec: {
      podSelector: { matchLabels: { ...pods.labels } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: sourceRanges.map((cidr) => ({ ipBlock: { cidr } })),
          ports: Object.values(ports).map(({ targetPort, protocol }) => ({
            port: targetPort,
            protocol: protocol.toUpperCase(),
          })),
        },
      ],
    },
  };
}

function factsOf({ scope, ports, sourceRanges, stickyClients, globalAccess }: Settings): FactInputs {
  return {
    balancing: {
      layer: 4,
      by: stickyClients ? "client" : "connection",
      scope,
      allRegions: globalAccess,
    },
    ports: Object.values(ports),
    reachableFrom: { from: "ranges", ranges: sourceRanges },
  };
}
