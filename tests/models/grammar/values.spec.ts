import { expect } from "chai";
import { postgresDatabase, postgresUser } from "#models/google/sql-names";
import { bucketName, secretId } from "#models/grammar/google";
import type { Grammar } from "#models/grammar/grammar";
import { parseImage } from "#models/grammar/image";
import { labelKey, labelValue } from "#models/grammar/labels";
import {
  dnsLabel,
  dnsSubdomain,
  hostName,
  responseHeaderName,
  wildcardHostName,
} from "#models/grammar/names";
import { byteQuantity, cpuQuantity, quantity, quantityOf } from "#models/grammar/quantity";

const DIGEST = `sha256:${"0".repeat(64)}`;

/** Texts that a grammar takes, and texts that only look as if it did. */
const CASES: Readonly<
  Record<string, readonly [Grammar, taken: readonly string[], refused: readonly string[]]>
> = {
  "DNS labels": [dnsLabel, ["a", "a-1", "a".repeat(63)], ["", "-a", "a-", "A", "a.b", "a".repeat(64)]],
  "DNS names": [dnsSubdomain, ["a", "a.b-c.d"], ["a..b", ".a", "a.", "a_b", `${"a.".repeat(127)}a`]],
  "host names": [
    hostName,
    ["example.com", "a-b.example.com", "xn--mnchen-3ya.de"],
    [
      "example",
      "example.com.",
      "Example.com",
      "*.example.com",
      "10.0.0.1",
      "a_b.example.com",
      `${"a".repeat(64)}.com`,
    ],
  ],
  "host names of certificates": [
    wildcardHostName,
    ["*.example.com", "example.com"],
    ["*", "*.com", "a.*.example.com"],
  ],
  "headers of responses": [
    responseHeaderName,
    ["X-Frame-Options"],
    ["Server", "connection", "X Y", "Content-Length", ""],
  ],
  "keys of labels": [
    labelKey,
    ["app", "app.kubernetes.io/name", "a_b.c-D"],
    ["", "/a", "a/", "a/b/c", "A.com/x", "-a", "a".repeat(64), "ü"],
  ],
  "values of labels": [labelValue, ["", "v1.2_3-x"], ["-a", "a ", "a/b", "a".repeat(64)]],
  quantities: [
    quantity,
    ["30", "500m", "2Ki", "1.5", "1e3", ".5"],
    ["", "-1", "1 Gi", "1gb", "1KiB", "0x1", "1e"],
  ],
  "quantities of CPU": [cpuQuantity, ["100m", "1.5", "2"], ["0", "0.0001", "1Ki", "half"]],
  "quantities of bytes": [byteQuantity, ["256Mi", "1G", "1e9"], ["100m", "0", "256MB", "-1Gi"]],
  "ids of secrets": [secretId, ["a_B-1"], ["", "a.b", "a/b", "a".repeat(256)]],
  "names of buckets": [
    bucketName,
    ["shop-uploads"],
    ["ab", "Shop", "-shop", "shop-", "goog-shop", "my-google", "g00gle-x"],
  ],
  "database users": [
    postgresUser,
    ["shop", "shop-user"],
    ["postgres", "public", "cloudsqladmin", "ab", "Shop", "a_b"],
  ],
  databases: [postgresDatabase, ["shop"], ["postgres", "template1", "cloudsqladmin", "1shop", ""]],
  images: [
    (reference) => (parseImage(reference) ? undefined : "images"),
    ["shop", "shop:1", `ghcr.io/example/shop@${DIGEST}`, `localhost:5000/shop:1@${DIGEST}`],
    [`Shop@${DIGEST}`, "ghcr.io/example/shop@sha256:0", `a@${DIGEST}@${DIGEST}`, `a b@${DIGEST}`, "a:", ""],
  ],
};

describe("grammars of the outside world", () => {
  for (const [what, [grammar, taken, refused]] of Object.entries(CASES)) {
    it(`F1, F4 ${what}`, () => {
      expect(
        taken.filter((text) => grammar(text) !== undefined),
        "refused",
      ).to.deep.equal([]);
      expect(
        refused.filter((text) => grammar(text) === undefined),
        "taken",
      ).to.deep.equal([]);
    });
  }

  it("know the number behind a quantity", () => {
    const numbers = ["100m", "2Ki", "1.5", "1e3", "250u", "3M"].map(quantityOf);
    expect(numbers).to.deep.equal([0.1, 2048, 1.5, 1000, 0.00025, 3_000_000]);
  });

  it("know the parts of an image", () => {
    expect(parseImage("localhost:5000/shop/web:1.2")).to.deep.equal({
      repository: "localhost:5000/shop/web",
      tag: "1.2",
    });
    expect(parseImage("localhost:5000/shop/web")).to.deep.equal({ repository: "localhost:5000/shop/web" });
    expect(parseImage("Shop:1")).to.equal(undefined);
  });
});
