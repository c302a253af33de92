import { expect } from "chai";
import { type KubernetesObject, numberAt, textAt } from "../../cluster/api/object.ts";
import { until } from "../../cluster/observe.ts";
import type { OnCluster } from "../../harness/on-cluster.ts";
import type { Preview } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { ROLLOUTS } from "../../kubernetes/await/rollout.ts";
import { REPLICAS } from "./program/program.ts";
import { DEPLOYMENT, workloadsOnCluster } from "./support/workloads.ts";

const POLICY = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", namespace: "shop" } as const;

/** Whether a refresh finds a Deployment as it should be: all its pods are of the present template and available. */
const isRolledOut = (deployment: KubernetesObject) =>
  ROLLOUTS["apps/v1/Deployment"]?.(deployment).length === 0;

describe("drift on a Kubernetes API", () => {
  let shop: OnCluster;
  let refreshed: Run;
  let preview: Preview;
  let unforced: Run;
  let mended: Run;
  let again: Run;

  before(async () => {
    shop = await workloadsOnCluster("drift");
    const { workspace, cluster } = shop;
    const { api } = cluster;
    await workspace.deploy();

    // What people do by hand, under the name that kubectl gives.
    await api.merge({ ...DEPLOYMENT, name: "api" }, { spec: { replicas: 2 } }, "kubectl", "scale");
    const image = {
      op: "replace",
      path: "/spec/template/spec/containers/0/image",
      value: "elsewhere/site:v9",
    };
    await api.patch({ ...DEPLOYMENT, name: "site" }, [image], "kubectl-set");
    await api.delete({ ...POLICY, name: "deny-all" });
    // What the autoscaler does.
    await api.merge(
      { ...DEPLOYMENT, name: "site" },
      { spec: { replicas: 5 } },
      "kube-controller-manager",
      "scale",
    );

    refreshed = await workspace.run("refresh", "--stack", workspace.stack, "--yes", "--diff");
    preview = await workspace.preview();
    await workspace.configure("workloads:force", "false");
    unforced = await workspace.up();
    await workspace.configure("workloads:force", "true");
    mended = await workspace.up();
    // A refresh finds pods that are not ready, which is a change; and an update of two may end before all pods run.
    await until(api, DEPLOYMENT, { namespace: "shop" }, 60, (all) => all.filter(isRolledOut).length === 2);
    again = await workspace.up("--refresh", "--expect-no-changes");
  });

  after(() => shop?.end());

  it("is found by a refresh, field by field", () => {
    expect(refreshed.code, refreshed.stdout + refreshed.stderr).to.equal(0);
    expect(refreshed.stdout).to.match(/replicas *: 6 => 2/);
    expect(refreshed.stdout).to.contain("elsewhere/site:v9");
    expect(refreshed.stdout).to.match(/- kubernetes:networking\.k8s\.io\/v1:NetworkPolicy: \(delete\)/);
  });

  it("shows in the next preview, and nothing else does", () => {
    const changed = preview.steps.filter(({ op }) => op !== "same");
    const words = changed.map(
      ({ op, urn }) => `${op} ${urn.split("$").at(-1)?.split(":").at(-3)} ${urn.split("::").at(-1)}`,
    );
    expect(words.sort()).to.deep.equal([
      "create NetworkPolicy isolation-deny-all",
      "update Deployment api",
      "update Deployment site",
    ]);
  });

  it("would stop an update of a provider that takes no fields from others", () => {
    expect(unforced.code).not.to.equal(0);
    // The engine goes on with nothing once one of the two is refused, whichever comes first.
    expect(unforced.stdout)
      .to.contain("server-side apply field conflict detected")
      .and.to.match(
        /conflicts? with "kubectl(-set"[\s\S]*containers\[name="site"]\.image|"[\s\S]*\.spec\.replicas)/,
      );
  });

  it("is mended by the next update, whoever has changed it", async () => {
    expect(mended.code, mended.stdout + mended.stderr).to.equal(0);
    const [api, site] = await Promise.all(
      ["api", "site"].map((name) => shop.cluster.api.read({ ...DEPLOYMENT, name })),
    );
    expect(numberAt(api, "spec", "replicas")).to.equal(REPLICAS);
    expect(textAt(site, "spec", "template", "spec", "containers", 0, "image")).to.equal(
      "registry.example/shop/site:v1",
    );
    expect(await shop.cluster.api.get({ ...POLICY, name: "deny-all" })).not.to.equal(undefined);
  });

  it("leaves the number of pods to the autoscaler that owns it", async () => {
    const site = await shop.cluster.api.read({ ...DEPLOYMENT, name: "site" });
    expect(numberAt(site, "spec", "replicas")).to.equal(5);
  });

  it("is gone afterwards", () => {
    expect(again.code, again.stdout + again.stderr).to.equal(0);
  });
});
