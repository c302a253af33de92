import { expect } from "chai";
import { CronJob, type CronJobArgs } from "#components/workload/cron-job";
import { Job, type JobArgs } from "#components/workload/job";
import { program } from "#docs/examples/workload/jobs";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { at, DATABASE, IMAGE, specOf } from "./fixtures.ts";

const JOB = "kubernetes:batch/v1:Job";
const CRON_JOB = "kubernetes:batch/v1:CronJob";
const MIGRATE: JobArgs = {
  namespace: "shop",
  partOf: "shop",
  image: IMAGE,
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  links: [DATABASE],
  secretStore: { name: "secret-manager" },
};
const CLEAN_UP: CronJobArgs = { ...MIGRATE, schedule: "0 3 * * 1-5" };

function recordJob(changes: Partial<JobArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new Job("migrate", { ...MIGRATE, ...changes }, { provider: kubernetes });
    return {};
  });
}

function recordCronJob(changes: Partial<CronJobArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new CronJob("clean-up", { ...CLEAN_UP, ...changes }, { provider: kubernetes });
    return {};
  });
}

describe("Job", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await recordJob(), "migrate", "strata:workload:Job")).to.deep.equal([
      "kubernetes:core/v1:ServiceAccount migrate",
      "kubernetes:external-secrets.io/v1:ExternalSecret migrate-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy migrate-to-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy migrate-to-dns",
      "kubernetes:batch/v1:Job migrate",
    ]);
  });

  it("starts after what it needs", async () => {
    const graph = await recordJob();
    const { dependencies } = nodeNamed(graph, "migrate", JOB);
    const last = dependencies.map((urn) => urn.split("::").at(-1));
    expect(last).to.include.members(["migrate", "migrate-database", "migrate-to-database", "migrate-to-dns"]);
  });

  it("runs one pod at a time, within its deadline, and is cleaned up", async () => {
    const graph = await recordJob();
    const { template, ...spec } = specOf(graph, JOB, "migrate");
    expect(spec).to.deep.equal({
      activeDeadlineSeconds: 600,
      backoffLimit: 0,
      ttlSecondsAfterFinished: 86_400,
      podFailurePolicy: {
        rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
      },
      podReplacementPolicy: "Failed",
    });
    expect(template).to.deep.nested.include({ "spec.restartPolicy": "Never" });
    const { annotations } = at(nodeNamed(graph, "migrate", JOB).inputs, "spec", "template", "metadata");
    expect(annotations).to.include({ "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" });
  });

  it("has a generated name, as a Job cannot change, and the deployment waits longer than it may run", async () => {
    const job = nodeNamed(await recordJob({ deadlineSeconds: 900 }), "migrate", JOB);
    expect(at(job.inputs, "metadata")).not.to.have.property("name");
    expect(job.settings.customTimeouts).to.deep.equal({ create: "960s" });
  });

  it("refuses runs without end", async () => {
    expect(await failureOf(recordJob({ deadlineSeconds: 0 }))).to.contain(
      'Job "migrate": deadlineSeconds is 0; allowed are whole numbers from 1 to 604800 (a week)',
    );
    expect(await failureOf(recordJob({ retries: 21 }))).to.contain(
      "retries is 21; allowed are whole numbers",
    );
    expect(await failureOf(recordJob({ keepSeconds: 1 }))).to.match(/keepSeconds is 1\b/);
  });
});

describe("CronJob", () => {
  it("starts on its schedule, never twice at a time, and keeps a short history", async () => {
    const { jobTemplate, ...spec } = specOf(await recordCronJob(), CRON_JOB, "clean-up");
    expect(spec).to.deep.equal({
      schedule: "0 3 * * 1-5",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      suspend: false,
    });
    expect(jobTemplate).to.deep.nested.include({
      "spec.activeDeadlineSeconds": 3600,
      "spec.backoffLimit": 2,
      "spec.ttlSecondsAfterFinished": 604_800,
    });
  });

  it("starts after what it needs", async () => {
    const { dependencies } = nodeNamed(await recordCronJob(), "clean-up", CRON_JOB);
    const last = dependencies.map((urn) => urn.split("::").at(-1));
    expect(last).to.include.members([
      "clean-up",
      "clean-up-database",
      "clean-up-to-database",
      "clean-up-to-dns",
    ]);
  });

  it("says when it runs", async () => {
    const facts = (graph: Graph) =>
      nodeNamed(graph, "clean-up", "strata:workload:CronJob").published?.["facts"];
    const schedule = { cron: "0 3 * * 1-5", timeZone: "Etc/UTC", suspended: false };
    expect(facts(await recordCronJob())).to.deep.include({ schedule });
    expect(facts(await recordCronJob({ suspended: true }))).to.deep.include({
      schedule: { ...schedule, suspended: true },
    });
  });

  it("F1 takes the schedules that Kubernetes takes", async () => {
    for (const schedule of [
      "*/5 * * * *",
      "0 0 1,15 * *",
      "0 0 * JAN-MAR MON",
      "0-30/10 4 * * 0",
      "@hourly",
    ]) {
      expect(specOf(await recordCronJob({ schedule }), CRON_JOB, "clean-up")).to.include({ schedule });
    }
    for (const schedule of ["0 3 * *", "0 3 * * * *", "0 3 * * 7", "61 25 32 13 9", "*/0 * * * *"]) {
      expect(await failureOf(recordCronJob({ schedule }))).to.contain(
        `schedule is "${schedule}"; allowed are `,
      );
    }
  });

  it("F1 takes time zones of the IANA database", async () => {
    const timeZoneOf = async (timeZone: string) =>
      specOf(await recordCronJob({ timeZone }), CRON_JOB, "clean-up")["timeZone"];
    expect([await timeZoneOf("UTC"), await timeZoneOf("Europe/Berlin")]).to.deep.equal([
      "UTC",
      "Europe/Berlin",
    ]);
    for (const timeZone of ["Berlin", "Europe/Berln"]) {
      expect(await failureOf(recordCronJob({ timeZone }))).to.contain(`timeZone is "${timeZone}"`);
    }
  });

  it("refuses waits that Kubernetes does", async () => {
    expect(await failureOf(recordCronJob({ startWithinSeconds: 5 }))).to.match(/startWithinSeconds is 5\b/);
  });
});

describe("Jobs example", () => {
  it("rolls the service out after the migration", async () => {
    const graph = await record(async () => program() ?? {}, { project: "strata", stack: "test" });
    const order = graph.nodes.map(({ type, name }) => `${type} ${name}`);
    expect(order).to.include.members([`${JOB} migrate`, `${CRON_JOB} clean-up`]);
    const backend = nodeNamed(graph, "backend", "strata:workload:WebService");
    const migration = nodeNamed(graph, "migrate", JOB);
    expect(backend.dependencies).to.include(migration.urn);
  });
});
