import { expect } from "chai";
import { EVICTION_POLICIES } from "#components/cache/eviction";

describe("eviction policies", () => {
  it("I17 are those that Redis documents", () => {
    expect(EVICTION_POLICIES).to.have.members([
      "noeviction",
      ...["lru", "lfu", "random"].flatMap((by) => [`allkeys-${by}`, `volatile-${by}`]),
      "volatile-ttl",
    ]);
  });
});
