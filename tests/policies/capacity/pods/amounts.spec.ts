import { expect } from "chai";
import { atLeast, NOTHING, plus } from "#policies/capacity/pods/amounts";

describe("amounts of pods", () => {
  const amounts = { cpu: 1, memory: 2, cpuLimit: 3, memoryLimit: 4 };

  it("I17 begin with nothing", () => {
    expect(plus(NOTHING, amounts)).to.deep.equal(amounts);
    expect(NOTHING).to.deep.equal({ cpu: 0, memory: 0, cpuLimit: 0, memoryLimit: 0 });
  });

  it("I17 are added, or the larger one of each is taken", () => {
    const other = { cpu: 4, memory: 3, cpuLimit: 2, memoryLimit: 1 };
    expect(plus(amounts, other)).to.deep.equal({ cpu: 5, memory: 5, cpuLimit: 5, memoryLimit: 5 });
    expect(atLeast(amounts, other)).to.deep.equal({ cpu: 4, memory: 3, cpuLimit: 3, memoryLimit: 4 });
  });
});
