import { expect } from "chai";
import { kubernetesApi } from "#components/core/kubernetes/api";
import { ScheduledScaling, type ScheduledScalingArgs } from "#components/workload/scheduled-scaling";
import { program } from "#docs/examples/workload/scheduled-scaling";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { asRecord, at, BACKEND, environmentOf, IMAGE, listAt, recordService } from "./fixtures.ts";
import { AUTOSCALER } from "./types.ts";

const HOURS: ScheduledScalingArgs = {
  namespace: "shop",
  partOf: "shop",
  autoscaler: "backend",
  image: IMAGE,
  kubernetesApi: kubernetesApi(["10.0.0.0/28"]),
  steps: {
    morning: { schedule: "30 7 * * 1-5", minReplicas: 6 },
    evening: { schedule: "0 20 * * *", minReplicas: 2 },
  },
};

function recordHours(changes: Partial<ScheduledScalingArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new ScheduledScaling("hours", { ...HOURS, ...changes }, { provider: kubernetes });
    return {};
  });
}

describe("ScheduledScaling", () => {
  it("has a step for each hour, and removing one leaves the other alone", async () => {
    const graph = await recordHours();
    expect(childrenOf(graph, "hours")).to.deep.equal([
      "strata:workload:CronJob hours-morning",
      "strata:workload:CronJob hours-evening",
    ]);
    const { morning } = HOURS.steps;
    const fewer = await recordHours({ steps: { ...(morning ? { morning } : {}) } });
    const urns = graph.nodes.map(({ urn }) => urn);
    expect(urns).to.include.members(fewer.nodes.map(({ urn }) => urn));
  });

  it("changes the least number of that one autoscaler, and may change nothing else", async () => {
    const graph = await recordHours();
    const cronJob = nodeNamed(graph, "hours-morning", "kubernetes:batch/v1:CronJob");
    const pod = at(cronJob.inputs, "spec", "jobTemplate", "spec", "template", "spec");
    const container = asRecord(listAt(pod, "containers")[0]);
    expect([container["command"], container["args"]]).to.deep.equal([
      ["kubectl"],
      [
        "patch",
        "horizontalpodautoscaler",
        "backend",
        "--namespace=shop",
        "--type=merge",
        '--patch={"spec":{"minReplicas":6}}',
      ],
    ]);
    // The file system is read-only but for /tmp, and kubectl writes to its home.
    expect(environmentOf(container)).to.include({ HOME: "/tmp" });
    const role = nodeNamed(graph, "hours-morning", "kubernetes:rbac.authorization.k8s.io/v1:Role");
    expect(role.inputs["rules"]).to.deep.equal([
      {
        apiGroups: ["autoscaling"],
        resources: ["horizontalpodautoscalers"],
        verbs: ["get", "patch"],
        resourceNames: ["backend"],
      },
    ]);
  });

  it("goes with an autoscaler whose least number deployments leave alone", async () => {
    const settings = async (scheduled: boolean) => {
      const scaling = { minReplicas: 2, maxReplicas: 10, scheduled };
      const graph = await recordService("backend", BACKEND, { scaling });
      return nodeNamed(graph, "backend", AUTOSCALER).settings.ignoreChanges;
    };
    expect(await settings(true)).to.deep.equal(["spec.minReplicas"]);
    expect(await settings(false)).to.equal(undefined);
  });

  it("refuses no steps and numbers that no autoscaler takes", async () => {
    const refused: [Partial<ScheduledScalingArgs>, string][] = [
      [{ steps: {} }, "steps is {}; allowed are at least one step"],
      [
        { steps: { a: { schedule: "0 1 * * *", minReplicas: 0 } } },
        "steps.a.minReplicas is 0; allowed are whole",
      ],
      [
        { steps: { "A b": { schedule: "0 1 * * *", minReplicas: 1 } } },
        'steps is "A b"; allowed are DNS labels',
      ],
      [{ image: "kubectl:1.35" }, 'image is "kubectl:1.35"; allowed are name@sha256'],
    ];
    for (const [changes, words] of refused) {
      const message = await failureOf(recordHours(changes));
      expect(message).to.contain(`ScheduledScaling "hours": ${words}`);
    }
  });

  it("says when how many pods run (the example)", async () => {
    const graph = await record(async () => program() ?? {}, { project: "strata", stack: "test" });
    expect(nodeNamed(graph, "hours").published?.["facts"]).to.deep.equal({
      scheduledReplicas: [
        { name: "morning", min: 6, cron: "30 7 * * 1-5", timeZone: "Europe/Berlin" },
        { name: "evening", min: 2, cron: "0 20 * * *", timeZone: "Europe/Berlin" },
      ],
    });
    expect(nodeNamed(graph, "hours-morning", "kubernetes:batch/v1:CronJob").inputs["spec"]).to.include({
      timeZone: "Europe/Berlin",
    });
  });
});
