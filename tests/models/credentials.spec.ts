import { expect } from "chai";
import { credentialIn } from "#models/credentials";

const CREDENTIALS: Readonly<Record<string, string>> = {
  "a private key": "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE",
  "a URL with a password": "redis://:p4ssw0rd@cache:6379/0",
  "a JSON web token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
  "a GitHub token": `ghp_${"a1".repeat(18)}`,
  "an AWS access key": `AKIA${"A1".repeat(8)}`,
  "a Google service account key": '{ "type": "service_account" }',
};

const PLAIN = [
  "https://example.com:8443/path",
  "libsql://shop.turso.io",
  "postgres://app@db:5432/app",
  // The password is a reference, which is what such a URL should hold.
  "postgres://app:$PASSWORD@db/app",
  "-----BEGIN CERTIFICATE-----",
  "platform@example.com",
];

describe("shapes of credentials", () => {
  for (const [kind, text] of Object.entries(CREDENTIALS)) {
    it(`include that of ${kind}`, () => {
      expect(credentialIn(`x ${text} y`)).to.equal(kind);
    });
  }

  it("are not seen in what is none", () => {
    for (const text of PLAIN) {
      expect(credentialIn(text), text).to.equal(undefined);
    }
  });
});
