import { expect } from "chai";
import { ApiError } from "../../cluster/api/error.ts";
import { type KubernetesObject, member, nameOf, textAt } from "../../cluster/api/object.ts";
import { LOST } from "../../cluster/nodes.ts";
import { observe, serves, until } from "../../cluster/observe.ts";
import type { OnCluster } from "../../harness/on-cluster.ts";
import { REPLICAS } from "./program/program.ts";
import { DEPLOYMENT, NODE, POD, workloadsOnCluster } from "./support/workloads.ts";

const ZONE = "topology.kubernetes.io/zone";
const podsOf = (name: string) => ({ namespace: "shop", labelSelector: `app.kubernetes.io/name=${name}` });

describe("disruptions on a Kubernetes API", () => {
  let shop: OnCluster;
  let zones: ReadonlyMap<string, string>;

  const serving = (name: string) =>
    shop.cluster.api.list(POD, podsOf(name)).then((pods) => pods.filter(serves));
  /** How many of the pods are in each zone that has any. */
  const byZone = (pods: readonly KubernetesObject[]) => {
    const placed = pods.map((pod) => zones.get(textAt(pod, "spec", "nodeName")));
    return [...new Set(placed)].map((zone) => placed.filter((each) => each === zone).length);
  };

  before(async () => {
    shop = await workloadsOnCluster("resilience", { lostNodes: { noticedSeconds: 8, tolerationSeconds: 2 } });
    await shop.workspace.deploy();
    const nodes = await shop.cluster.api.list(NODE);
    zones = new Map(nodes.map((node) => [nameOf(node), textAt(node, "metadata", "labels", ZONE)]));
  });

  after(() => shop?.end());

  it("pods are spread evenly over the zones", async () => {
    const counts = byZone(await serving("api"));
    expect(counts).to.deep.equal([2, 2, 2]);
  });

  it("more pods than the least start at once, and over all zones", async () => {
    const { api } = shop.cluster;
    await api.merge(
      { ...DEPLOYMENT, name: "site" },
      { spec: { replicas: 9 } },
      "kube-controller-manager",
      "scale",
    );
    const pods = await until(api, POD, podsOf("site"), 30, (all) => all.filter(serves).length === 9);
    expect(byZone(pods.filter(serves))).to.deep.equal([3, 3, 3]);
  });

  it("drained nodes give up their pods one by one: never more than one is missing", async () => {
    const { api } = shop.cluster;
    const nodes = (await serving("api")).slice(0, 2).map((pod) => textAt(pod, "spec", "nodeName"));
    const cordon = (unschedulable: boolean | null) =>
      Promise.all(nodes.map((name) => api.merge({ ...NODE, name }, { spec: { unschedulable } }, "kubectl")));
    const observation = observe(api, POD, podsOf("api"), serves);
    await cordon(true);
    const refusals = await Promise.all(nodes.map(drain));
    await until(api, POD, podsOf("api"), 30, (all) => all.filter(serves).length === REPLICAS);
    await observation.stop();

    expect(Math.min(...observation.counts.slice(REPLICAS - 1))).to.equal(REPLICAS - 1);
    expect(Math.max(...refusals), "evictions that the budget held back").to.be.greaterThan(0);
    const left = (await serving("api")).map((pod) => textAt(pod, "spec", "nodeName"));
    expect(left).not.to.include.members(nodes);
    await cordon(null);
  });

  it("a lost zone takes its share, and its pods start in the others", async () => {
    const { api } = shop.cluster;
    // Drained pods went where there was room, so that one zone may be empty by now: the fullest one is lost.
    const served = await serving("api");
    const shares = [...new Set(zones.values())].map((zone) => {
      const nodes = [...zones].filter(([, each]) => each === zone).map(([node]) => node);
      return { nodes, pods: served.filter((pod) => nodes.includes(textAt(pod, "spec", "nodeName"))) };
    });
    const fullest = shares.reduce((most, each) => (each.pods.length > most.pods.length ? each : most));
    const { nodes: lost, pods: share } = fullest;
    expect(share.length).to.be.within(REPLICAS / 3, REPLICAS / 2);
    const observation = observe(api, POD, podsOf("api"), serves);
    await Promise.all(
      lost.map((name) => api.merge({ ...NODE, name }, { metadata: { labels: { [LOST]: "true" } } }, "test")),
    );
    await until(api, POD, podsOf("api"), 60, (all) => {
      const elsewhere = all.filter(serves).filter((pod) => !lost.includes(textAt(pod, "spec", "nodeName")));
      return elsewhere.length === REPLICAS;
    });
    await observation.stop();
    expect(Math.min(...observation.counts.slice(REPLICAS - 1))).to.be.at.least(REPLICAS - share.length);
    const counts = byZone(
      (await serving("api")).filter((pod) => !lost.includes(textAt(pod, "spec", "nodeName"))),
    );
    expect(counts).to.deep.equal([3, 3]);
  });

  /** Evicts the pods of a node as `kubectl drain` does. @returns how often the API refused for now */
  async function drain(node: string): Promise<number> {
    const { api } = shop.cluster;
    const pods = await api.list(POD, { fieldSelector: `spec.nodeName=${node}` });
    let refusals = 0;
    const evict = async (pod: KubernetesObject): Promise<void> => {
      const name = nameOf(pod);
      const namespace = "shop";
      const path = await api.pathOf({ ...POD, name, namespace }, "eviction");
      const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
      for (;;) {
        try {
          await api.call({ method: "POST", path, body });
          return;
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 429) {
            throw error;
          }
          refusals++;
          // The budget allows the next one when as many serve as before.
          await until(api, POD, { namespace }, 30, (all) => budgetAllows(all, pod));
        }
      }
    };
    await Promise.all(pods.map(evict));
    return refusals;
  }

  /** Whether the pod's workload misses none of its pods. */
  function budgetAllows(all: readonly KubernetesObject[], pod: KubernetesObject): boolean {
    const app = ["metadata", "labels", "app.kubernetes.io/name"];
    const siblings = all.filter((each) => member(each, ...app) === member(pod, ...app));
    return siblings.filter(serves).length >= REPLICAS;
  }
});
