import { expect } from "chai";
import { z } from "zod";
import { defineSlice, sliceInstances } from "#blueprints/contract/slice";
import { defineSystem } from "#blueprints/contract/system";

const slice = (name: string, more: { owns?: readonly string[]; instances?: readonly string[] } = {}) =>
  defineSlice<z.ZodType, object, string>({ name, settings: z.strictObject({}), build: () => ({}), ...more });

describe("a system of slices", () => {
  it("knows its slices by their names in stack files, instances among them", () => {
    const { slices } = defineSystem({
      name: "shop",
      slices: [
        slice("foundation", { owns: ["project", "network"] }),
        slice("region", { instances: ["asia", "usa"] }),
        slice("edge", { owns: ["zone"] }),
      ],
    });
    expect([...sliceInstances(slices).keys()]).to.deep.equal([
      "foundation",
      "region-asia",
      "region-usa",
      "edge",
    ]);
  });

  const refused = [
    {
      title: "two owners of what exists once",
      slices: [slice("foundation", { owns: ["zone"] }), slice("edge", { owns: ["zone"] })],
      says: 'system "shop": slices "foundation" and "edge" both own zone; what exists once has one owner',
    },
    {
      title: "an owner with instances",
      slices: [slice("region", { owns: ["network"], instances: ["asia", "usa"] })],
      says: 'system "shop": slice "region" has instances and owns network; each instance would make its own',
    },
    {
      title: "two slices of one name",
      slices: [slice("region-asia"), slice("region", { instances: ["asia", "usa"] })],
      says: 'system "shop": 3 slices share the names region-asia, region-usa; each needs its own',
    },
    {
      title: "no slices",
      slices: [slice("region", { instances: [] })],
      says: 'system "shop": slices is empty; expected at least one slice with an instance',
    },
  ];
  for (const { title, slices, says } of refused) {
    it(`refuses ${title}`, () => {
      expect(() => defineSystem({ name: "shop", slices })).to.throw(says);
    });
  }
});
