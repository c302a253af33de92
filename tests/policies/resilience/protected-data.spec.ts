import { expect } from "chai";
import { protectedData } from "#policies/resilience/protected-data";
import { resource } from "../support/nodes.ts";
import { describeRule, outcome } from "../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const KEY = "gcp:kms/cryptoKey:CryptoKey";

describeRule(protectedData, {
  passes: {
    "an environment that protects all": [
      resource(BUCKET, {}, { protect: true }),
      resource(KEY, {}, { protect: true }),
      resource("gcp:compute/address:Address", {}),
    ],
    "a zone that is only read": [
      resource(BUCKET, {}, { protect: true }),
      resource("cloudflare:index/zone:Zone", {}, { read: { id: "0123456789abcdef0123456789abcdef" } }),
    ],
    "an environment that protects nothing": [resource(BUCKET, {}), resource(KEY, {})],
  },
  fails: {
    "a key that was forgotten": {
      stack: [resource(BUCKET, {}, { protect: true }), resource(KEY, {})],
      findings: ['"cryptokey" holds data and is not protected, though others of the stack are'],
    },
  },
  unknown: {},
});

describe("data in production", () => {
  it("I27 is found where nothing is protected", () => {
    const stack = [resource(BUCKET, {}), resource("gcp:spanner/instance:Instance", {})];
    expect(outcome(protectedData, stack, "prod").findings).to.deep.equal([
      '"instance" holds data and is not protected, and the stack is production',
      '"bucket" holds data and is not protected, and the stack is production',
    ]);
    expect(outcome(protectedData, stack, "dev").findings).to.deep.equal([]);
  });
});
