import { expect } from "chai";
import { allocatable } from "#models/google/allocatable";

const GIB = 2 ** 30;

/** Cores and GiB that GKE's documentation states for some machines, or that its formula gives. */
const NODES: Readonly<Record<string, readonly [number, number]>> = {
  "e2-medium": [0.94, 2.9],
  "e2-standard-2": [1.93, 6.1],
  "e2-standard-4": [3.92, 13.3],
  "n1-standard-1": [0.94, 2.71],
  "n2-highmem-8": [7.91, 58.42],
  "n2-custom-4-8192": [3.92, 6.1],
};

describe("what a node offers", () => {
  for (const [machine, [cpu, memory]] of Object.entries(NODES)) {
    it(`D7 ${machine}: ${cpu} cores and ${memory} GiB`, () => {
      const node = allocatable(machine);
      expect(node?.cpu).to.be.closeTo(cpu, 0.006);
      expect((node?.memory ?? 0) / GIB).to.be.closeTo(memory, 0.06);
    });
  }

  it("is not known for other machines", () => {
    expect(allocatable("x9-standard-2")).to.equal(undefined);
    expect(allocatable("m1-ultramem-40")).to.equal(undefined);
  });
});
