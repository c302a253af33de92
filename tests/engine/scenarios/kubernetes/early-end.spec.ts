import { expect } from "chai";
import type { CommandResult } from "../../../support/project.ts";
import { numberAt, textAt } from "../../cluster/api/object.ts";
import type { OnCluster } from "../../harness/on-cluster.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { strataIn } from "./support/strata.ts";
import { DEPLOYMENT, workloadsOnCluster } from "./support/workloads.ts";

interface Report {
  readonly done: boolean;
  readonly objects: readonly {
    readonly kind: string;
    readonly name: string;
    readonly state: string;
    readonly reasons: readonly string[];
  }[];
}

describe("strata rollout after an update of a Kubernetes API", () => {
  let shop: OnCluster;
  let unreleased: CommandResult;
  let good: CommandResult;
  let updated: Run;
  let bad: CommandResult;
  let report: Report;
  let refreshed: Run;
  let again: Run;
  let mended: CommandResult;

  before(async () => {
    shop = await workloadsOnCluster("early-end", { metrics: { syncSeconds: 1 } });
    const { workspace, cluster } = shop;
    const rollout = (timeout: string, ...more: readonly string[]) =>
      strataIn(workspace.folder, [
        ...["rollout", workspace.stack, "--kubeconfig", cluster.kubeconfig, "--timeout", timeout],
        ...more,
      ]);
    await workspace.configure("workloads:waitSeconds", "8");
    unreleased = await rollout("1s");
    await workspace.deploy();
    good = await rollout("60s");

    await workspace.configure("workloads:tag", "missing");
    await workspace.configure("workloads:siteTag", "missing");
    updated = await workspace.up();
    bad = await rollout("5s");
    const json = await rollout("1s", "--json");
    report = JSON.parse(json.out || expect.fail(json.error)) as Report;
    refreshed = await workspace.run("refresh", "--stack", workspace.stack, "--yes");
    again = await workspace.previewAgain();

    await workspace.configure("workloads:tag", "v2");
    await workspace.configure("workloads:siteTag", "v2");
    await workspace.deploy();
    mended = await rollout("60s");
  });

  after(() => shop?.end());

  it("refuses a cluster that has none of the stack's namespaces", () => {
    expect(unreleased.code, unreleased.out).to.equal(2);
    expect(unreleased.error).to.match(/context "test" \(https:.*\) has none of the stack's namespaces: shop/);
  });

  it("says that a good release is done", () => {
    expect(good.code, good.out + good.error).to.equal(0);
    expect(good.out).to.match(/^early-end is rolled out: \d+ objects done\n$/);
  });

  it("K1 the provider reports one of two Deployments with missing images as updated", async () => {
    expect(updated.code).not.to.equal(0);
    expect(updated.stdout.match(/'(api|site)' timed out waiting to be Ready/g)).to.have.length(1);
  });

  it("K1 finds both Deployments that do not arrive, with the pods' reason", () => {
    expect(bad.code, bad.out + bad.error).to.equal(1);
    for (const name of ["api", "site"]) {
      expect(bad.out.replaceAll(/\n +/g, " ")).to.match(
        new RegExp(
          `not done  Deployment shop/${name}: \\d of \\d pods updated.*?pod ${name}-\\S+.*?its image cannot be pulled \\(ImagePullBackOff: Back-off pulling image "registry\\.example/shop/${name}:missing"`,
        ),
      );
    }
    expect(report.done).to.equal(false);
    const waiting = report.objects.filter(({ kind, state }) => kind === "Deployment" && state === "waiting");
    expect(waiting.map(({ name }) => name).sort()).to.deep.equal(["api", "site"]);
  });

  it("K4 a refresh only warns of pods that are not ready, and the next preview is not empty", () => {
    expect(refreshed.code, refreshed.stdout + refreshed.stderr).to.equal(0);
    expect(refreshed.stdout).to.match(/failed to initialize/);
    expect(again.code).not.to.equal(0);
  });

  it("is done once the images are mended", async () => {
    expect(mended.code, mended.out + mended.error).to.equal(0);
    const api = await shop.cluster.api.read({ ...DEPLOYMENT, name: "api" });
    expect(textAt(api, "spec", "template", "spec", "containers", 0, "image")).to.match(/:v2$/);
    expect(numberAt(api, "status", "observedGeneration")).to.equal(numberAt(api, "metadata", "generation"));
  });
});
