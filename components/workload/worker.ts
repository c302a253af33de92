import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { linksTo } from "../core/endpoint-group.ts";
import { labelsOf, selectorOf } from "../core/kubernetes/labels.ts";
import { spreadOver, type ZoneSpread } from "../core/kubernetes/spread.ts";
import { type Endpoint, podsNamed } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkScaling, isAutoscaled, type Scaling, scalingFacts } from "./autoscaling/scaling.ts";
import { createDeployment, type RunningPods } from "./deployment.ts";
import type { PodArgs } from "./pod/args.ts";
import { imageFact } from "./pod/container/image.ts";
import { checkProbes, type Probe, workerProbes } from "./pod/container/probes.ts";
import { resourceFacts } from "./pod/container/resources.ts";
import { secretOptOuts } from "./pod/container/secret-environment.ts";
import { checkShutdown, type Shutdown } from "./pod/container/shutdown.ts";
import { checkOnePod, needsOnePod, type VolumeArgs } from "./pod/files/persistent-volumes.ts";
import { createPodParts, type PodParts, startsAfter } from "./pod/parts.ts";
import { plainSettings, podWithDefaults } from "./pod/settings.ts";
import { podTemplate } from "./pod/template.ts";

/** Arguments of a {@link Worker}. */
export interface WorkerArgs extends PodArgs, VolumeArgs {
  /**
   * Number of pods, fixed or autoscaled; a queue scales by its length as a metric per workload. Required unless
   * `singleton` is true.
   */
  readonly scaling?: Scaling;
  /**
   * Whether at most one pod may run, such as a scheduler that enqueues due jobs. It has one pod, which a rollout stops
   * before it starts the next. A node that is cut off may still run its pod for some minutes beside the new one: work
   * that must never be doubled needs a lock as well. Default false.
   */
  readonly singleton?: boolean;
  /** Port on which the container serves its metrics. Default: no metrics. */
  readonly metricsPort?: number;
  /** Whether the process works; a failure restarts it. Default: none, since there is no generic check. */
  readonly liveness?: Probe;
  /** Default: 60 s to finish or return the current work. It receives no requests, so it does not wait. */
  readonly shutdown?: Shutdown;
  /** How strictly pods are spread across zones. Default "required". */
  readonly zoneSpread?: ZoneSpread;
}

/** A process that takes work from a queue or a stream: it has callees but no callers. @public */
export class Worker extends Component {
  /** Endpoint of its metrics; undefined without a `metricsPort`. */
  readonly metrics: Endpoint | undefined;
  readonly resources: PodParts & RunningPods & { readonly service: Service | undefined };

  constructor(name: string, args: WorkerArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("Worker", name, args);
    const settings = podWithDefaults(checks, "Worker", name, args);
    checkWorker(checks, args);
    const { metricsPort, liveness, singleton = false, zoneSpread = "required" } = args;
    const scaling = scalingOf(args);
    const shutdown = { delaySeconds: 0, drainSeconds: 60, ...args.shutdown };
    super(
      "workload",
      "Worker",
      name,
      {
        ...plainSettings(settings),
        scaling,
        metricsPort,
        liveness,
        shutdown,
        zoneSpread,
        ...(singleton ? { singleton } : {}),
      },
      opts,
    );
    const parts = createPodParts(this, settings);
    const template = podTemplate(settings, {
      ports: metricsPort === undefined ? {} : { metrics: metricsPort },
      shutdown,
      spread: spreadOver(selectorOf(settings.name), zoneSpread),
      ...(liveness ? { probes: workerProbes(liveness, metricsPort) } : {}),
    });
    const running = createDeployment(this, settings, {
      scaling,
      template,
      dependsOn: startsAfter(parts),
      ...(singleton || needsOnePod(settings.volumes) ? { rollout: "stop-first" } : {}),
    });
    const { name: object, namespace } = settings;
    const service =
      metricsPort === undefined
        ? undefined
        : new Service(
            name,
            {
              metadata: { name: object, namespace, labels: labelsOf(settings) },
              spec: {
                // Exists only for discovery by the monitoring; there is nothing to balance.
                clusterIP: "None",
                selector: selectorOf(object),
                ports: [{ name: "metrics", port: metricsPort, targetPort: "metrics" }],
              },
            },
            { parent: this },
          );
    this.resources = { ...parts, ...running, service };
    this.metrics =
      metricsPort === undefined
        ? undefined
        : {
            id: this.endpointId("metrics"),
            name: `${object}-metrics`,
            host: `${object}.${namespace}.svc.cluster.local`,
            port: metricsPort,
            protocol: "http",
            peer: podsNamed(object, namespace),
          };
    this.publish({
      facts: {
        ...scalingFacts(scaling),
        ...resourceFacts(settings.resources),
        image: imageFact(settings.image),
        ...optOuts(secretOptOuts(settings.secretEnvironment)),
      },
      endpoints: this.metrics ? [this.metrics] : [],
      links: linksTo(this.urn, settings.links),
    });
  }
}

/** A singleton's scaling follows from what it is. */
function scalingOf({ scaling = { replicas: 1 } }: WorkerArgs): Scaling {
  return scaling;
}

function checkWorker(checks: ArgumentChecks, args: WorkerArgs): void {
  const { singleton = false, metricsPort, liveness, shutdown } = args;
  checks.whole("metricsPort", metricsPort, 1, 65535);
  checks.that(
    singleton || args.scaling !== undefined,
    "scaling",
    args.scaling,
    "replicas, or minReplicas and maxReplicas",
  );
  const scaling = scalingOf(args);
  checkScaling(checks, scaling);
  checks.that(
    !singleton || (!isAutoscaled(scaling) && scaling.replicas === 1),
    "scaling",
    args.scaling,
    "absent or { replicas: 1 } for a singleton",
  );
  checkOnePod(checks, args.volumes ?? {}, isAutoscaled(scaling) ? undefined : scaling.replicas);
  checkProbes(checks, liveness ? { liveness } : {}, "");
  checks.that(
    !liveness || !("path" in liveness) || liveness.port !== undefined || metricsPort !== undefined,
    "liveness.port",
    undefined,
    "ports to ask on, as there is no metricsPort",
  );
  checkShutdown(checks, shutdown ?? {});
}
