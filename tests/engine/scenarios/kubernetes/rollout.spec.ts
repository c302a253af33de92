import { expect } from "chai";
import { numberAt, textAt } from "../../cluster/api/object.ts";
import { observe, serves } from "../../cluster/observe.ts";
import type { OnCluster } from "../../harness/on-cluster.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { REPLICAS } from "./program/program.ts";
import { DEPLOYMENT, POD, workloadsOnCluster } from "./support/workloads.ts";

const API_PODS = { namespace: "shop", labelSelector: "app.kubernetes.io/name=api" };

describe("a rollout on a Kubernetes API", () => {
  let shop: OnCluster;
  let updated: Run;
  let during: readonly number[];
  const failed: Record<string, Run> = {};
  const afterFailure: Record<string, number> = {};
  let mended: Run;
  let duringRepair: readonly number[];

  before(async () => {
    shop = await workloadsOnCluster("rollout");
    const { workspace, cluster } = shop;
    const serving = () => cluster.api.list(POD, API_PODS).then((pods) => pods.filter(serves));
    await workspace.deploy();

    const observation = observe(cluster.api, POD, API_PODS, serves);
    await workspace.configure("workloads:tag", "v2");
    updated = await workspace.up();
    await observation.stop();
    // The first counts are those of the pods as the watch starts with them, one after the other.
    during = observation.counts.slice(REPLICAS - 1);

    await workspace.configure("workloads:waitSeconds", "6");
    for (const tag of ["missing", "unready"]) {
      await workspace.configure("workloads:tag", tag);
      failed[tag] = await workspace.up();
      const pods = await serving();
      afterFailure[tag] = pods.filter((pod) =>
        textAt(pod, "spec", "containers", 0, "image").endsWith(":v2"),
      ).length;
    }
    await workspace.configure("workloads:waitSeconds", "60");
    await workspace.configure("workloads:tag", "v3");
    const repair = observe(cluster.api, POD, API_PODS, serves);
    mended = await workspace.up();
    await repair.stop();
    duringRepair = repair.counts.slice(REPLICAS - 1);
  });

  after(() => shop?.end());

  it("keeps as many pods serving as the program promises, at every moment", () => {
    expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
    expect(during).to.have.length.greaterThan(REPLICAS * 2);
    expect(Math.min(...during)).to.equal(REPLICAS);
    expect(Math.max(...during)).to.equal(REPLICAS + 1);
  });

  for (const { tag, words } of [
    {
      tag: "missing",
      words: /\[ImagePullBackOff] Back-off pulling image "registry.example\/shop\/api:missing"/,
    },
    // The provider reads no events: `strata rollout` names the probe.
    { tag: "unready", words: /containers with unready status: \[api]/ },
  ]) {
    it(`says why an image does not become ready (${tag}), and leaves the old one serving`, () => {
      const { code, stdout } = failed[tag] ?? expect.fail();
      expect(code).not.to.equal(0);
      expect(stdout).to.contain("'api' timed out waiting to be Ready").and.to.match(words);
      expect(afterFailure[tag]).to.equal(REPLICAS);
    });
  }

  it("K6 is mended by the next update, which scales no serving pod away", async () => {
    expect(mended.code, mended.stdout + mended.stderr).to.equal(0);
    expect(Math.min(...duringRepair)).to.equal(REPLICAS);
    const api = await shop.cluster.api.read({ ...DEPLOYMENT, name: "api" });
    expect(numberAt(api, "status", "availableReplicas")).to.equal(REPLICAS);
  });
});
