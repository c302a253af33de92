import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { linksTo } from "../core/endpoint-group.ts";
import { labelsOf, selectorOf } from "../core/kubernetes/labels.ts";
import { spreadOver, type ZoneSpread } from "../core/kubernetes/spread.ts";
import { type Endpoint, serviceEndpoint } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkScaling, isAutoscaled, type Scaling, scalingFacts } from "./autoscaling/scaling.ts";
import { createDeployment, type Rollout, type RunningPods } from "./deployment.ts";
import type { PodArgs } from "./pod/args.ts";
import { imageFact } from "./pod/container/image.ts";
import { checkProbes, containerProbes, type Probes, probeFacts } from "./pod/container/probes.ts";
import { resourceFacts } from "./pod/container/resources.ts";
import { secretOptOuts } from "./pod/container/secret-environment.ts";
import { checkShutdown, type Shutdown } from "./pod/container/shutdown.ts";
import { checkOnePod, needsOnePod, type VolumeArgs } from "./pod/files/persistent-volumes.ts";
import { createPodParts, type PodParts, startsAfter } from "./pod/parts.ts";
import type { PodSettings } from "./pod/settings.ts";
import { plainSettings, podWithDefaults } from "./pod/settings.ts";
import { podTemplate } from "./pod/template.ts";

export type { EgressArgs } from "../network-policy/caller-policies.ts";
export type { NetworkPolicyResource } from "../network-policy/declare.ts";
export type { Resolvers } from "../network-policy/platform.ts";
export type { HostEgress } from "../network-policy/policies.ts";
export type { Autoscaling, CustomMetric, FixedScaling, Scaling, ScalingStep } from "./autoscaling/scaling.ts";
export type { Rollout, RunningPods } from "./deployment.ts";
export type { PodArgs } from "./pod/args.ts";
export type { Environment } from "./pod/container/environment.ts";
export type { InitContainer, Sidecar } from "./pod/container/more-containers.ts";
export type { Probe, ProbeQuestion, Probes } from "./pod/container/probes.ts";
export type { Resources } from "./pod/container/resources.ts";
export type { SecretEnvironment, SecretVariable } from "./pod/container/secret-environment.ts";
export type { Shutdown } from "./pod/container/shutdown.ts";
export type { ConfigFiles } from "./pod/files/config-files.ts";
export type { SecretStoreReference } from "./pod/files/credentials.ts";
export type { PersistentVolume, PersistentVolumes, VolumeArgs } from "./pod/files/persistent-volumes.ts";
export type { PodParts } from "./pod/parts.ts";
export type { ApiAccess, ApiRule } from "./pod/rights/api-access.ts";

/** Arguments of a {@link WebService}. */
export interface WebServiceArgs extends PodArgs, VolumeArgs {
  /** Port on which the container listens. Ports below 1024 also work, without root. */
  readonly port: number;
  /** Port of the Service. Default: `port`. */
  readonly servicePort?: number;
  /** Protocol of the port. Default "http". */
  readonly protocol?: "http" | "grpc" | "tcp";
  /** Port on which the container serves its metrics. Default: no metrics. */
  readonly metricsPort?: number;
  /** Number of pods, fixed or autoscaled. */
  readonly scaling: Scaling;
  /** Default over HTTP: liveness `/health/live`, readiness `/health/ready`, on `port`. Other protocols require both. */
  readonly probes?: Probes;
  /** Default: 10 s of continued serving, then 60 s for requests in flight. */
  readonly shutdown?: Shutdown;
  /** How strictly pods are spread across zones. Default "required". */
  readonly zoneSpread?: ZoneSpread;
  /**
   * Whether a rollout starts the new pod first, or stops the old one first and is down in between; the latter needs
   * `scaling: { replicas: 1 }`. Default "start-first"; "stop-first" with a volume that one pod uses.
   */
  readonly rollout?: Rollout;
}

/** The children of a {@link WebService}. */
export interface WebServiceResources extends PodParts, RunningPods {
  readonly service: Service;
}

/**
 * A service that answers requests: autoscaled pods, spread across zones, behind one Service that only its declared
 * callers can reach. It runs as an unprivileged user on a read-only file system, is replaced pod by pod without
 * downtime, and gets its credentials as files. Its namespace must exist first, as must the values of its credentials in
 * the store: pass them in `dependsOn`, which applies to all children.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class WebService extends Component {
  /** Endpoint for callers. */
  readonly endpoint: Endpoint;
  /** Endpoint of its metrics; undefined without a `metricsPort`. */
  readonly metrics: Endpoint | undefined;
  readonly resources: WebServiceResources;

  constructor(name: string, args: WebServiceArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("WebService", name, args);
    const settings = podWithDefaults(checks, "WebService", name, args);
    checkService(checks, args);
    const { port, servicePort = port, protocol = "http", metricsPort, scaling, probes = {} } = args;
    const { shutdown = {}, zoneSpread = "required" } = args;
    const rollout = rolloutOf(args);
    super(
      "workload",
      "WebService",
      name,
      {
        ...plainSettings(settings),
        port,
        servicePort,
        protocol,
        metricsPort,
        scaling,
        probes,
        shutdown,
        zoneSpread,
        ...(rollout === "stop-first" ? { rollout } : {}),
      },
      opts,
    );

    const ports = { [protocol]: port, ...(metricsPort === undefined ? {} : { metrics: metricsPort }) };
    const parts = createPodParts(this, settings);
    const template = podTemplate(settings, {
      ports,
      probes: containerProbes(probes, port),
      shutdown,
      spread: spreadOver(selectorOf(settings.name), zoneSpread),
    });
    const running = createDeployment(this, settings, {
      scaling,
      template,
      dependsOn: startsAfter(parts),
      rollout,
    });
    const service = new Service(
      name,
      {
        metadata: { name: settings.name, namespace: settings.namespace, labels: labelsOf(settings) },
        spec: {
          type: "ClusterIP",
          selector: selectorOf(settings.name),
          ports: Object.entries(ports).map(([key, targetPort]) => ({
            name: key,
            port: key === protocol ? servicePort : targetPort,
            targetPort: key,
          })),
        },
      },
      { parent: this },
    );

    this.resources = { ...parts, ...running, service };
    this.endpoint = {
      ...endpointOf(settings, servicePort, port, protocol),
      id: this.endpointId(protocol),
    };
    this.metrics =
      metricsPort === undefined
        ? undefined
        : {
            ...endpointOf(settings, metricsPort, metricsPort, "http"),
            id: this.endpointId("metrics"),
            name: `${settings.name}-metrics`,
          };
    this.publish({
      facts: {
        ...scalingFacts(scaling),
        ...resourceFacts(settings.resources),
        probes: probeFacts(probes),
        image: imageFact(settings.image),
        ...optOuts(secretOptOuts(settings.secretEnvironment)),
      },
      endpoints: [this.endpoint, ...(this.metrics ? [this.metrics] : [])],
      links: linksTo(this.urn, settings.links),
    });
  }
}

function endpointOf(
  { name, namespace }: PodSettings,
  port: number,
  targetPort: number,
  protocol: "http" | "grpc" | "tcp",
): Endpoint {
  return serviceEndpoint({ name, namespace, port, protocol, ...(targetPort === port ? {} : { targetPort }) });
}

function rolloutOf({ rollout, volumes = {} }: WebServiceArgs): Rollout {
  return rollout ?? (needsOnePod(volumes) ? "stop-first" : "start-first");
}

function checkService(checks: ArgumentChecks, args: WebServiceArgs): void {
  checks.whole("port", args.port, 1, 65535);
  checks.whole("servicePort", args.servicePort, 1, 65535);
  checks.whole("metricsPort", args.metricsPort, 1, 65535);
  checks.that(args.metricsPort !== args.port, "metricsPort", args.metricsPort, "ports other than port");
  checkScaling(checks, args.scaling);
  const replicas = isAutoscaled(args.scaling) ? undefined : args.scaling.replicas;
  checkOnePod(checks, args.volumes ?? {}, replicas);
  checks.oneOf("rollout", args.rollout, ["start-first", "stop-first"]);
  checks.that(
    args.rollout !== "start-first" || !needsOnePod(args.volumes ?? {}),
    "rollout",
    args.rollout,
    '"stop-first" with a volume that one pod uses: the new pod would wait for the old one\'s disk',
  );
  checks.that(
    args.rollout !== "stop-first" || replicas === 1,
    "rollout",
    args.rollout,
    '"start-first" unless scaling is { replicas: 1 }',
  );
  const { protocol = "http", probes } = args;
  for (const kind of ["liveness", "readiness"] as const) {
    const asks = protocol === "http" || probes?.[kind] !== undefined;
    checks.that(
      asks,
      `probes.${kind}`,
      undefined,
      `questions that fit ${protocol}, as it has no path to ask`,
    );
  }
  checkProbes(checks, args.probes ?? {});
  checkShutdown(checks, args.shutdown ?? {});
}
