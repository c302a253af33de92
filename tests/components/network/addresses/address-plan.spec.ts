import { expect } from "chai";
import fc from "fast-check";
import { argumentsOf } from "#components/core/arguments";
import {
  type AddressPlan,
  type AddressPlanArgs,
  planAddresses,
  type RegionSlot,
} from "#components/network/addresses/address-plan";
import { REGIONS } from "#components/network/addresses/region-slots";
import { contains, overlaps, parseCidr, sizeOf } from "#models/addresses/cidr";

const plan = (regions: Record<string, RegionSlot>, addresses: AddressPlanArgs = {}) =>
  planAddresses(argumentsOf("Network", "test"), addresses, regions);

const cidr = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
};

/** Everything that a plan hands out; blocks are left out, as they contain the rest. */
const ranges = ({ privateServices, regions }: AddressPlan) => [
  privateServices,
  ...Object.values(regions).flatMap(({ nodes, pods, services, endpoints }) => [
    nodes,
    pods,
    services,
    endpoints,
  ]),
];

/** Any number of regions and clusters: entries with slots of their own, as the fixed ones are slots too. */
const bases = fc.constantFrom(
  "10.0.0.0/8",
  "172.16.0.0/12",
  "100.64.0.0/10",
  "10.128.0.0/10",
  "192.168.0.0/16",
);
const slots = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 15 });
const named = (chosen: readonly number[]) =>
  Object.fromEntries(chosen.map((slot) => [`cluster-${slot}`, { region: "us-central1", slot }]));

describe("components/network/addresses/address-plan", () => {
  it("gives a known region its fixed block, and keeps the first one for managed services", () => {
    expect(plan({ "us-central1": {} })).to.deep.equal({
      privateServices: "10.0.0.0/16",
      regions: {
        "us-central1": {
          block: "10.4.0.0/14",
          pods: "10.4.0.0/15",
          nodes: "10.6.0.0/20",
          services: "10.6.16.0/20",
          endpoints: "10.6.32.0/20",
        },
      },
    });
  });

  it("keeps the places of regions, which an upgrade must not move", () => {
    const { regions } = plan({
      "us-central1": {},
      "asia-south1": {},
      "asia-southeast1": {},
      "africa-south1": {},
    });
    expect(Object.values(regions).map(({ block }) => block)).to.deep.equal([
      "10.4.0.0/14",
      "10.132.0.0/14",
      "10.140.0.0/14",
      "10.168.0.0/14",
    ]);
  });

  it("lets two entries share a region by a slot of their own", () => {
    const { regions } = plan({ "us-central1": {}, blue: { region: "us-central1", slot: 63 } });
    expect(regions["blue"]?.block).to.equal("10.252.0.0/14");
  });

  it("never overlaps, and stays inside its base", () => {
    fc.assert(
      fc.property(bases, slots, (base, chosen) => {
        const all = ranges(plan(named(chosen), { base })).map(cidr);
        expect(all.every((range) => contains(cidr(base), range))).to.equal(true);
        for (const [index, one] of all.entries()) {
          expect(all.slice(index + 1).some((other) => overlaps(one, other))).to.equal(false);
        }
      }),
    );
  });

  it("moves no region when another comes or goes", () => {
    fc.assert(
      fc.property(bases, slots, fc.integer({ min: 0, max: 14 }), (base, chosen, dropped) => {
        const before = plan(named(chosen), { base });
        const after = plan(named(chosen.filter((_, index) => index !== dropped)), { base });
        for (const [key, addresses] of Object.entries(after.regions)) {
          expect(before.regions[key]).to.deep.equal(addresses);
        }
        expect(after.privateServices).to.equal(before.privateServices);
      }),
    );
  });

  it("has a place for any regions at once, which no two share", () => {
    const some = fc.subarray([...REGIONS], { minLength: 1 });
    fc.assert(
      fc.property(some, (regions) => {
        const all = ranges(plan(Object.fromEntries(regions.map((region) => [region, {}])))).map(cidr);
        const starts = all.map(({ first }) => first);
        expect(new Set(starts).size).to.equal(1 + 4 * regions.length);
        const sorted = all.toSorted((one, other) => one.first - other.first);
        for (const [index, range] of sorted.entries()) {
          const next = sorted[index + 1];
          expect(next === undefined || !overlaps(range, next)).to.equal(true);
        }
      }),
    );
  });

  it("leaves a region's pods a /21 at least, whatever the block", () => {
    fc.assert(
      fc.property(bases, fc.integer({ min: 0, max: 20 }), (base, length) => {
        const blockPrefix = Math.max(length, cidr(base).prefix + 1);
        const [addresses] = Object.values(plan(named([1]), { base, blockPrefix }).regions);
        expect(sizeOf(cidr(addresses?.pods ?? ""))).to.be.at.least(2 ** 11);
      }),
    );
  });

  const errors: [string, () => unknown, string][] = [
    [
      "a base that is public",
      () => plan({ "us-central1": {} }, { base: "8.0.0.0/8" }),
      'Network "test": addresses.base is "8.0.0.0/8"; allowed are /8 to /19 inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10',
    ],
    [
      "a base with host bits",
      () => plan({ "us-central1": {} }, { base: "10.1.0.0/8" }),
      'addresses.base is "10.1.0.0/8"; allowed are /8 to /19',
    ],
    [
      "a base too small for two blocks",
      () => plan({ "us-central1": {} }, { base: "10.0.0.0/20" }),
      'addresses.base is "10.0.0.0/20"; allowed are /8 to /19',
    ],
    [
      "a block as large as the base",
      () => plan({ "us-central1": {} }, { base: "10.0.0.0/16", blockPrefix: 16 }),
      "addresses.blockPrefix is 16; allowed are whole numbers from 17 to 20 (blocks are smaller than the base 10.0.0.0/16, and large enough for a /21 of pods)",
    ],
    [
      "an unknown region without a slot",
      () => plan({ "moon-north1": {} }),
      'regions["moon-north1"].slot is missing; allowed are 1 to 63: moon-north1 has no fixed slot, so it needs one given',
    ],
    [
      "the slot of the managed services",
      () => plan({ "us-central1": { slot: 0 } }),
      'regions["us-central1"].slot is 0; allowed are whole numbers from 1 to 63 (10.0.0.0/8 holds 64 blocks of /14)',
    ],
    [
      "two regions in one slot",
      () => plan({ "us-central1": {}, blue: { region: "us-east1", slot: 1 } }),
      'regions["blue"].slot is 1; allowed are numbers that no other region has; "us-central1" has this one',
    ],
  ];
  for (const [what, act, words] of errors) {
    it(`refuses ${what}`, () => expect(act).to.throw(words));
  }
});
