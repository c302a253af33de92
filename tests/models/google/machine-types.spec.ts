import { expect } from "chai";
import { allowedInsteadOf } from "#models/google/machine-types";
import { recordCluster } from "../../components/cluster/support.ts";

describe("components/cluster/nodes/machine-types", () => {
  const accepted = [
    "e2-micro",
    "e2-medium",
    "e2-standard-4",
    "e2-highcpu-32",
    "e2-custom-4-8192",
    "n1-standard-1",
    "n2d-highmem-96",
    "n2-custom-6-20480-ext",
    "n4-standard-80",
    "c3-standard-8-lssd",
    "c3-highmem-192-metal",
    "c4a-highcpu-72",
    "t2d-standard-60",
    // Of these only the form is known.
    "g2-standard-4",
    "a2-ultragpu-1g",
    "a3-highgpu-8g",
    "m3-ultramem-32",
    "z3-highmem-88-standardlssd",
    "n9-standard-4",
  ];
  for (const type of accepted) {
    it(`accepts ${type}`, () => {
      expect(allowedInsteadOf(type)).to.equal(undefined);
    });
  }

  const E2 =
    "e2-micro, e2-small, e2-medium, e2-standard-<vCPUs>, e2-highmem-<vCPUs>, e2-highcpu-<vCPUs>, e2-custom-<vCPUs>-<MiB>, of 2, 4, 8, 16, 32 vCPUs";
  const refused: [string, string][] = [
    ["e2-mediun", E2],
    ["e2", E2],
    ["e2-standard", E2],
    ["e2-standard-3", E2],
    ["e2-standart-4", E2],
    ["n2-medium", "n2-standard-<vCPUs>, n2-highmem-<vCPUs>"],
    ["c2-highmem-8", "c2-standard-<vCPUs>, of 4, 8, 16, 30, 60 vCPUs"],
    ["c2-custom-4-8192", "c2-standard-<vCPUs>"],
    ["medium", "machine types, such as e2-medium; series: e2, n1, n2"],
    ["g2-large", "machine types, such as e2-medium"],
    ["constructor", "machine types, such as e2-medium"],
    ["", "machine types, such as e2-medium"],
  ];
  for (const [type, words] of refused) {
    it(`refuses "${type}" and says what is allowed`, () => {
      expect(allowedInsteadOf(type)).to.contain(words);
    });
  }

  it("stops a cluster before anything is registered", async () => {
    const nodePools = { general: { machineType: "e2-mediun", minNodes: 1, maxNodes: 3 } };
    const failure = await recordCluster({ nodePools }).then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(failure).to.contain(
      `Cluster "gke": nodePools["general"].machineType is "e2-mediun"; allowed are ${E2}`,
    );
  });
});
