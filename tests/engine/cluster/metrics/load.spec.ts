import { expect } from "chai";
import { type KubernetesObject, nameOf, textAt } from "../api/object.ts";
import { type Load, samplesOf, WINDOW_SECONDS } from "./load.ts";

const NOW = new Date("2026-01-01T12:00:00.900Z");

/** A pod of the shop that has been ready for some seconds. */
function pod(name: string, readySeconds: number, changes: KubernetesObject = {}): KubernetesObject {
  const lastTransitionTime = `${new Date(NOW.getTime() - readySeconds * 1000).toISOString().slice(0, 19)}Z`;
  const resources = { limits: { cpu: "100m", memory: "64Mi" } };
  return {
    metadata: { name, namespace: "shop", labels: { "app.kubernetes.io/name": "shop" }, ...changes },
    spec: { containers: [{ name: "shop", resources }, { name: "beside" }] },
    status: { conditions: [{ type: "Ready", status: "True", lastTransitionTime }] },
  };
}

/** Usage of each pod's first container. */
function usages(pods: readonly KubernetesObject[], load: Load): Record<string, string> {
  const samples = samplesOf(pods, () => load, NOW);
  const usage = (sample: KubernetesObject, name: string) => textAt(sample, "containers", 0, "usage", name);
  return Object.fromEntries(
    samples.map((sample) => [nameOf(sample), `${usage(sample, "cpu")} ${usage(sample, "memory")}`]),
  );
}

describe("samples of a load", () => {
  it("share all of it in whole numbers", () => {
    const pods = ["a", "b", "c"].map((name) => pod(name, 60));
    expect(usages(pods, { cpuMillis: 200, memoryMiB: 2 })).to.deep.equal({
      a: "66m 682Ki",
      b: "67m 683Ki",
      c: "67m 683Ki",
    });
  });

  it("stay within a pod's limits", () => {
    expect(usages([pod("a", 60)], { cpuMillis: 500, memoryMiB: 500 })).to.deep.equal({ a: "100m 65536Ki" });
  });

  it("give nothing to pods whose first sample is not complete, and none of those that go", () => {
    const going = pod("going", 60, { deletionTimestamp: "2026-01-01T11:59:59Z" });
    const pods = [pod("old", WINDOW_SECONDS), pod("new", WINDOW_SECONDS - 1), going];
    expect(usages(pods, { cpuMillis: 80 })).to.deep.equal({ old: "80m 0Ki", new: "0m 0Ki" });
  });

  it("keep workloads apart, and count the first container of a pod alone", () => {
    const other = pod("b", 60, { labels: { "app.kubernetes.io/name": "other" } });
    const samples = samplesOf(
      [pod("a", 60), other],
      (name) => ({ cpuMillis: name === "shop" ? 10 : 20 }),
      NOW,
    );
    const cpu = samples.flatMap((sample) =>
      [0, 1].map((at) => textAt(sample, "containers", at, "usage", "cpu")),
    );
    expect(cpu).to.deep.equal(["10m", "0", "20m", "0"]);
  });
});
