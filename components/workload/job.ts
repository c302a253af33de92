import { Job as KubernetesJob } from "@pulumi/kubernetes/batch/v1/job.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { linksTo } from "../core/endpoint-group.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { jobTimeouts } from "../core/kubernetes/timeouts.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkRun, jobSpec, type RunArgs } from "./job-spec.ts";
import type { PodArgs } from "./pod/args.ts";
import { imageFact } from "./pod/container/image.ts";
import { resourceFacts } from "./pod/container/resources.ts";
import { secretOptOuts } from "./pod/container/secret-environment.ts";
import { createPodParts, type PodParts, startsAfter } from "./pod/parts.ts";
import { plainSettings, podWithDefaults } from "./pod/settings.ts";

/** Arguments of a {@link Job}. */
export interface JobArgs extends PodArgs, RunArgs {
  /** Default 600. A deployment waits for completion, so this also limits the deployment. */
  readonly deadlineSeconds?: number;
  /** Default 0: a migration that failed halfway should be inspected before a retry. */
  readonly retries?: number;
  /** Default 86400, a day. */
  readonly keepSeconds?: number;
}

/**
 * Runs once with every change of its image or settings, such as a database migration; the deployment waits for it and
 * fails with it. Resources that must follow it need it in `dependsOn`.
 *
 * A Kubernetes Job is immutable: each run is a separate object with a generated name, and the previous one is deleted
 * once the new one has finished. After `keepSeconds` the cluster deletes it, and a refresh of the stack then finds it
 * missing and runs it again: it must be idempotent.
 *
 * @public
 */
export class Job extends Component {
  readonly resources: PodParts & { readonly job: KubernetesJob };

  constructor(name: string, args: JobArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("Job", name, args);
    const settings = podWithDefaults(checks, "Job", name, args);
    checkRun(checks, args);
    const { deadlineSeconds = 600, retries = 0, keepSeconds = 86_400 } = args;
    const run = { deadlineSeconds, retries, keepSeconds };
    super("workload", "Job", name, { ...plainSettings(settings), ...run }, opts);
    const parts = createPodParts(this, settings);
    const job = new KubernetesJob(
      name,
      {
        metadata: { namespace: settings.namespace, labels: labelsOf(settings) },
        spec: jobSpec(settings, run),
      },
      {
        parent: this,
        dependsOn: startsAfter(parts),
        customTimeouts: jobTimeouts(deadlineSeconds),
      },
    );
    this.resources = { ...parts, job };
    this.publish({
      facts: {
        run: { trigger: "change", deadlineSeconds, retries },
        ...resourceFacts(settings.resources),
        image: imageFact(settings.image),
        ...optOuts(secretOptOuts(settings.secretEnvironment)),
      },
      links: linksTo(this.urn, settings.links),
    });
  }
}
