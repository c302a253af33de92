import { expect } from "chai";
import { readAutoscaler } from "#models/autoscaling/read";
import { type KubernetesObject, nameOf, numberAt, recordAt, textAt } from "../../cluster/api/object.ts";
import type { OnCluster } from "../../harness/on-cluster.ts";
import { POD_CPU, SITE } from "./program/program.ts";
import { metered, reasonOf, simulatedPath } from "./support/autoscaled.ts";
import { type Followed, followSite, PHASES, siteIsIdle } from "./support/site.ts";
import { type Outcome, tryOut } from "./support/trial.ts";
import { TRIALS } from "./support/trials.ts";
import { NODE, workloadsOnCluster } from "./support/workloads.ts";

const ZONE = "topology.kubernetes.io/zone";

/** Faster than the components' defaults: nobody waits five minutes for a spec. */
const STEPS = {
  scaleUp: { stabilizationSeconds: 3, pods: 3, periodSeconds: 3 },
  scaleDown: { stabilizationSeconds: 10, pods: 3, periodSeconds: 3 },
};

describe("scale-out by load on a Kubernetes API", () => {
  let shop: OnCluster;
  let zones: ReadonlyMap<string, string>;
  let site: Followed;
  let outcomes: readonly Outcome[];

  /** How many of the pods are in each zone that has any. */
  const byZone = (pods: readonly KubernetesObject[]) => {
    const placed = pods.map((pod) => zones.get(textAt(pod, "spec", "nodeName")));
    return [...new Set(placed)].map((zone) => placed.filter((each) => each === zone).length);
  };

  before(async () => {
    shop = await workloadsOnCluster("scale-out", { metrics: { syncSeconds: 1 } });
    const { cluster, workspace } = shop;
    const nodes = await cluster.api.list(NODE);
    zones = new Map(nodes.map((node) => [nameOf(node), textAt(node, "metadata", "labels", ZONE)]));
    await workspace.configure("workloads:steps", JSON.stringify(STEPS));
    await workspace.deploy();
    await siteIsIdle(shop);
    [site, outcomes] = await Promise.all([followSite(shop), tryOut(metered(cluster), TRIALS)]);
  });

  after(() => shop?.end());

  it("adds pods in the component's steps until the load is at its target, and no more", () => {
    expect(site.path.slice(0, 3)).to.deep.equal([3, 6, 9]);
  });

  it("the new pods serve, and are spread over all zones", () => {
    expect(site.busy).to.have.length(PHASES.busy.pods);
    expect(byZone(site.busy)).to.deep.equal([3, 3, 3]);
    expect(byZone(site.full)).to.deep.equal([4, 4, 4]);
  });

  it("never exceeds the most, however high the load", () => {
    expect(Math.max(...site.path)).to.equal(SITE.maxReplicas);
    expect(reasonOf(site.limited, "ScalingLimited")).to.equal("TooManyReplicas");
  });

  it("keeps its number of pods through a deployment of another image", () => {
    expect(site.updated.code, site.updated.stdout + site.updated.stderr).to.equal(0);
    expect(site.images).to.deep.equal(Array(SITE.maxReplicas).fill("registry.example/shop/site:v2"));
    expect(Math.min(...site.serving)).to.equal(SITE.maxReplicas);
    expect(Math.max(...site.serving)).to.equal(SITE.maxReplicas + 1);
  });

  it("takes pods away only when the load was low for the component's window", () => {
    expect(numberAt(site.held, "status", "desiredReplicas")).to.equal(SITE.maxReplicas);
    expect(site.heldMilliseconds).to.be.at.least(STEPS.scaleDown.stabilizationSeconds * 1000);
  });

  it("takes them away in the component's steps, down to the least", () => {
    expect(site.path.slice(3)).to.deep.equal([12, 9, 6, 3]);
  });

  it("waits for the component's period between two steps", () => {
    const waits = site.scaledAt.slice(1).map((at, index) => at - (site.scaledAt[index] ?? 0));
    expect(waits).to.have.length(site.path.length - 1);
    // Of whole seconds that are written down, the difference is one less at most.
    expect(Math.min(...waits)).to.be.at.least(STEPS.scaleUp.periodSeconds - 1);
  });

  it("goes through the numbers of pods that the project's simulator foretells", () => {
    const requests = { cpuMillis: POD_CPU.requestMillis, memoryMiB: 64 };
    const loads = Object.values(PHASES).map(({ load }) => load);
    const foretold = simulatedPath(recordAt(site.autoscaler, "spec"), requests, SITE.minReplicas, loads);
    expect(site.path).to.deep.equal(foretold);
  });

  for (const [index, { name }] of TRIALS.entries()) {
    it(`goes through the simulator's numbers by other rules, too (${name})`, () => {
      const { real, simulated, written, kept } = outcomes[index] ?? expect.fail();
      expect(real).to.deep.equal(simulated);
      expect(real).to.have.length.greaterThan(3);
      // What the simulator takes for unstated fields is what the API takes for them.
      expect(readAutoscaler(written)).to.deep.equal(readAutoscaler(recordAt(kept, "spec")));
    });
  }
});
