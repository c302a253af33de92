import { expect } from "chai";
import { findNode, stackGraph } from "../support/stacks.ts";

/** Nodes of howlerops: fewest, most, and whether they may be taken back. Source: howlerops, nodes; dev and staging recommended. */
const POOLS: readonly (readonly [environment: string, min: number, max: number, spot: boolean])[] = [
  ["dev", 1, 3, true],
  ["staging", 2, 4, false],
  ["prod", 2, 10, false],
];

describe("nodes of howlerops", () => {
  for (const [environment, min, max, spot] of POOLS) {
    it(`S75: ${min} to ${max} e2-medium in ${environment}${spot ? ", spot" : ""}`, async () => {
      const { inputs } = findNode(
        await stackGraph(`howlerops-${environment}`),
        "NodePool",
        "cluster-general",
      );
      expect(inputs["autoscaling"]).to.include({ totalMinNodeCount: min, totalMaxNodeCount: max });
      expect(inputs["nodeConfig"]).to.include({ machineType: "e2-medium", spot });
    });
  }
});
