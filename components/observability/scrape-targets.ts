import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { labelsOf, NAME_LABEL } from "../core/kubernetes/labels.ts";
import type { Endpoint, PodPeer } from "../core/link.ts";
import { LinkPolicies } from "../workload/link-policies.ts";

/** A scrape target: pods of one kind. */
export interface ScrapeTargetArgs {
  /** Endpoint of the metrics; its peer must be pods, each of which is scraped. */
  readonly endpoint: Endpoint;
  /** Default "/metrics". */
  readonly path?: string;
  /** Scrape interval, in seconds, 5 to 300. Default 30. */
  readonly intervalSeconds?: number;
}

/** The pods that scrape, and who runs them. */
export interface Scraper extends PodPeer {
  /** URN of what runs the pods, which the picture shows as the caller. Default: the targets themselves. */
  readonly owner?: Input<string>;
}

/** Arguments of {@link ScrapeTargets}. */
export interface ScrapeTargetsArgs {
  /** Prometheus' pods: {@link Monitoring.scraper}. */
  readonly scraper: Scraper;
  /** The system that the objects belong to. */
  readonly partOf: string;
  /** Targets by key; adding or removing one does not affect the others. */
  readonly targets: Readonly<Record<string, ScrapeTargetArgs>>;
  /** Maximum number of series per pod; a larger scrape is dropped entirely. Default 10000. */
  readonly sampleLimit?: number;
}

/**
 * The scrape targets of Prometheus with their network policies: one PodMonitor and one link per target. Pods are
 * scraped directly, so a metrics port needs no Service, and only Prometheus reaches it. Series have the workload's name
 * as `job`. Pass the release of {@link Monitoring} in `dependsOn`.
 *
 * @public
 * @throws ArgumentError if a target is not pods
 */
export class ScrapeTargets extends Component {
  readonly resources: {
    readonly monitors: Readonly<Record<string, CustomResource>>;
    readonly policies: LinkPolicies;
  };

  constructor(name: string, args: ScrapeTargetsArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("ScrapeTargets", name, args);
    const { partOf, targets, sampleLimit = 10_000 } = args;
    const { owner, ...scraper } = args.scraper;
    checks.whole("sampleLimit", sampleLimit, 1, 1_000_000);
    const pods = Object.fromEntries(
      Object.entries(targets).map(([key, target]) => [key, podsOf(checks, key, target)]),
    );
    super("observability", "ScrapeTargets", name, { scraper, partOf, sampleLimit, targets: pods }, opts);

    const links = Object.values(targets).map(({ endpoint }) => endpoint);
    this.resources = {
      monitors: Object.fromEntries(
        Object.entries(targets).map(([key, target]) => [
          key,
          new CustomResource(
            `${name}-${key}`,
            {
              apiVersion: "monitoring.coreos.com/v1",
              kind: "PodMonitor",
              metadata: {
                name: `${name}-${key}`,
                namespace: scraper.namespace,
                labels: labelsOf({ name: key, partOf }),
              },
              spec: monitorSpec(target, pods[key], sampleLimit),
            },
            { parent: this },
          ),
        ]),
      ),
      policies: new LinkPolicies(
        name,
        {
          caller: scraper,
          callerName: "prometheus",
          partOf,
          links,
          owner: owner ?? this.urn,
          purpose: "scrape",
        },
        { parent: this },
      ),
    };
    this.publish({ facts: { scrapeTargets: Object.keys(targets) } });
  }
}

function podsOf(
  checks: ArgumentChecks,
  key: string,
  { endpoint, path = "/metrics", intervalSeconds }: ScrapeTargetArgs,
) {
  const at = `targets["${key}"]`;
  const { peer } = endpoint;
  checks.matches("targets key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(peer.kind === "pods", `${at}.endpoint.peer`, peer.kind, '"pods"');
  checks.matches(`${at}.path`, path, /^\//, "paths that start with /");
  checks.whole(`${at}.intervalSeconds`, intervalSeconds, 5, 300);
  return peer.kind === "pods" ? peer : undefined;
}

function monitorSpec(
  { endpoint, path = "/metrics", intervalSeconds = 30 }: ScrapeTargetArgs,
  pods: PodPeer | undefined,
  sampleLimit: number,
) {
  return {
    jobLabel: NAME_LABEL,
    namespaceSelector: { matchNames: [pods?.namespace] },
    selector: { matchLabels: pods?.labels },
    sampleLimit,
    podMetricsEndpoints: [
      {
        portNumber: endpoint.targetPort ?? endpoint.port,
        path,
        interval: `${intervalSeconds}s`,
        scrapeTimeout: `${Math.min(10, intervalSeconds)}s`,
      },
    ],
  };
}
