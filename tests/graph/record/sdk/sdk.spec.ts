import { expect } from "chai";
import { assertHooks, registration, resources } from "#graph/record/sdk/sdk";
import { recordThings, Thing } from "../../../support/things.ts";

describe("the part of the SDK that recording stands on", () => {
  it("is there", () => {
    expect(assertHooks).not.to.throw();
  });

  it("is named when a version of the SDK lacks some of it", () => {
    const { readResource } = registration;
    Reflect.deleteProperty(registration, "readResource");
    try {
      expect(assertHooks).to.throw(
        "@pulumi/pulumi: runtime/resource.readResource not found; recording was built on version 3.270 of the SDK",
      );
    } finally {
      registration.readResource = readResource;
    }
  });

  it("does not write whole stacks out as text, except outside a recording", async () => {
    const counted = resources.Resource as unknown as { callsites: () => unknown[] };
    const { callsites } = counted;
    let calls = 0;
    counted.callsites = () => {
      calls += 1;
      return callsites.call(counted);
    };
    try {
      await recordThings((provider) => {
        new Thing("thing", {}, { provider });
        return {};
      });
      expect(calls).to.equal(0);
      expect(resources.Resource.stackTrace(0)).not.to.deep.equal([]);
      expect(calls).to.equal(1);
    } finally {
      counted.callsites = callsites;
    }
  });

  it("makes outputs only when they are read", async () => {
    await recordThings((provider) => {
      const thing = new Thing("thing", { label: "x" }, { provider });
      for (const key of ["id", "urn", "label", "status"]) {
        const before = Object.getOwnPropertyDescriptor(thing, key);
        expect(before?.get, key).to.be.a("function");
        expect(before?.enumerable, key).to.equal(true);
        const value = Reflect.get(thing, key);
        expect(Object.getOwnPropertyDescriptor(thing, key)?.value, key).to.equal(value);
        expect(Reflect.get(thing, key), key).to.equal(value);
      }
      return {};
    });
  });

  it("lets a class set a property of its own", async () => {
    class Renamed extends Thing {
      constructor(...args: ConstructorParameters<typeof Thing>) {
        super(...args);
        (this as { label: unknown }).label = "own";
      }
    }
    const { outputs } = await recordThings((provider) => ({
      label: new Renamed("thing", {}, { provider }).label,
    }));
    expect(outputs).to.deep.equal({ label: "own" });
  });
});
