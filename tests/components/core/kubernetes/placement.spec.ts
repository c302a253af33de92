import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf } from "../../../support/refusals.ts";
import {
  at,
  BACKEND,
  construct,
  containerOf,
  listAt,
  podSpecOf,
  recordService,
} from "../../workload/fixtures.ts";
import { DEPLOYMENT } from "../../workload/types.ts";

const GPUS = { ...BACKEND.resources, gpus: { type: "nvidia-l4", count: 2 } };

describe("Placement of pods", () => {
  it("S72: pods that ask for GPUs run on nodes with GPUs of that kind, and only those", async () => {
    const graph = await recordService("inference", BACKEND, { resources: GPUS });
    const pod = podSpecOf(graph, DEPLOYMENT, "inference");
    expect(at(pod, "nodeSelector")).to.deep.equal({ "cloud.google.com/gke-accelerator": "nvidia-l4" });
    expect(listAt(pod, "tolerations")).to.deep.equal([
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ]);
    const { limits } = at(containerOf(graph, DEPLOYMENT, "inference"), "resources");
    expect(limits).to.include({ "nvidia.com/gpu": "2" });
    const { facts } = nodeNamed(graph, "inference", "strata:workload:WebService").published ?? {};
    expect(facts).to.deep.include({ gpus: { type: "nvidia-l4", count: 2 } });
  });

  it("S72: all others stay away from nodes with GPUs", async () => {
    const pod = podSpecOf(await recordService("backend", BACKEND), DEPLOYMENT, "backend");
    expect(pod).not.to.have.any.keys("nodeSelector", "tolerations");
  });

  it("takes labels and taints of one's own", async () => {
    const placement = {
      nodeLabels: { "cloud.google.com/gke-spot": "true" },
      tolerates: { dedicated: "NoExecute" },
    } as const;
    const pod = podSpecOf(await recordService("backend", BACKEND, { placement }), DEPLOYMENT, "backend");
    expect(at(pod, "nodeSelector")).to.deep.equal(placement.nodeLabels);
    expect(listAt(pod, "tolerations")).to.deep.equal([
      { key: "dedicated", operator: "Exists", effect: "NoExecute" },
    ]);
  });

  it("refuses GPUs that nobody has", async () => {
    for (const [gpus, words] of [
      [{ type: "l4", count: 1 }, 'resources.gpus.type is "l4"; allowed are kinds such as "nvidia-l4"'],
      [{ type: "nvidia-l4", count: 0 }, "resources.gpus.count is 0; allowed are whole numbers from 1 to 16"],
    ] as const) {
      const message = await failureOf(construct({ resources: { ...BACKEND.resources, gpus } }));
      expect(message).to.contain(words);
    }
  });
});
