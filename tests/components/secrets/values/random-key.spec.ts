import { expect } from "chai";
import fc from "fast-check";
import { createRandomKey, firstBytes, lettersFor } from "#components/secrets/values/random-key";
import { nodeNamed, recordWith } from "../../../support/record.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

describe("a random key", () => {
  it("is drawn as a password of base64's letters, whose id is no secret, and stays one", async () => {
    const graph = await recordWith(({ random }) => {
      const options = { bytes: 32, keepers: { epoch: "2026-10-01" } };
      return { key: createRandomKey("key", options, { provider: random }).base64 };
    });
    const { type, inputs } = nodeNamed(graph, "key");
    expect(type).to.equal("random:index/randomPassword:RandomPassword");
    expect(inputs).to.deep.equal({ length: 44, overrideSpecial: "+/", keepers: { epoch: "2026-10-01" } });
    expect(graph.outputs).to.deep.equal({ key: { $secret: true } });
  });

  it("has as many bytes as it is asked for, each of them from the letters", () => {
    const keys = fc.integer({ min: 1, max: 1024 }).chain((bytes) =>
      fc.tuple(
        fc.constant(bytes),
        fc.array(fc.constantFrom(...ALPHABET), {
          minLength: lettersFor(bytes),
          maxLength: lettersFor(bytes),
        }),
      ),
    );
    fc.assert(
      fc.property(keys, ([bytes, letters]) => {
        const key = firstBytes(letters.join(""), bytes);
        const decoded = Buffer.from(key, "base64");
        expect(decoded).to.have.length(bytes);
        // Written again it is the same: a strict decoder takes it.
        expect(decoded.toString("base64")).to.equal(key);
        expect(Buffer.from(letters.join(""), "base64").subarray(0, bytes).equals(decoded)).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });
});
