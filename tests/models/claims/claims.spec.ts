import { expect } from "chai";
import fc from "fast-check";
import { type Claim, ClaimIndex } from "#models/claims/claims";

function indexOf(claims: readonly Claim[]): ClaimIndex<number> {
  return new ClaimIndex(claims.map((claim, order) => ({ owner: order, order, claims: [claim] })));
}

const PART = fc.constantFrom("a", "b", undefined);
const CLAIM: fc.Arbitrary<Claim> = fc.record({
  key: fc.tuple(PART, PART),
  shared: fc.boolean(),
  certain: fc.boolean(),
});

describe("claims", () => {
  it("finds the same rivals as a comparison of all pairs", () => {
    fc.assert(
      fc.property(fc.array(CLAIM, { maxLength: 8 }), (claims) => {
        const index = indexOf(claims);
        for (const [order, claim] of claims.entries()) {
          const earlier = claims.slice(0, order).filter((other) => conflicts(claim, other));
          const isCertain = (other: Claim) => decided(claim) && decided(other);
          const { certain, possible } = index.rivals(claim, order);
          expect(certain !== undefined).to.equal(earlier.some(isCertain));
          expect(possible !== undefined).to.equal(earlier.some((other) => !isCertain(other)));
        }
      }),
    );
  });

  it("blames no owner for two claims of its own", () => {
    const claims = [{ key: ["a"] }, { key: ["a"] }];
    const index = new ClaimIndex([{ owner: "one", order: 0, claims }]);
    expect(index.rivals({ key: ["a"] }, 0)).to.deep.equal({ certain: undefined, possible: undefined });
  });

  it("looks at each claim a fixed number of times, however many there are", () => {
    const looksFor = (count: number) => {
      let looks = 0;
      const claims = Array.from({ length: count }, (_, at) => ({
        get key() {
          looks += 1;
          return ["kind", `name ${at}`, at % 2 ? undefined : "x"];
        },
      }));
      const index = indexOf(claims);
      for (const [order, claim] of claims.entries()) {
        index.rivals(claim, order);
      }
      return looks / count;
    };
    expect(looksFor(2000)).to.equal(looksFor(200));
  });
});

function conflicts(one: Claim, other: Claim): boolean {
  const shared = one.shared && other.shared;
  return (
    !shared &&
    one.key.every((part, at) => part === undefined || other.key[at] === undefined || part === other.key[at])
  );
}

function decided({ key, certain }: Claim): boolean {
  return certain !== false && key.every((part) => part !== undefined);
}
