import { expect } from "chai";
import type { ZoneRecord } from "#components/edge/records";
import { failureOf } from "../../support/refusals.ts";
import { application, planned } from "./fixtures.ts";

const { rules: _, ...bare } = application;

const A: ZoneRecord = { type: "A", name: "www", content: "192.0.2.1" };
const CNAME: ZoneRecord = { type: "CNAME", name: "www.sql-studio.app", content: "example.net" };

const REFUSED: Readonly<Record<string, readonly [ZoneRecord, ZoneRecord, string]>> = {
  "an address and a CNAME of one name": [A, CNAME, "CNAME www.sql-studio.app"],
  "two CNAMEs of one name": [CNAME, { ...CNAME, content: "example.org" }, "CNAME www.sql-studio.app"],
  "the same record by its short and its full name": [
    A,
    { ...A, name: "www.sql-studio.app" },
    "A www.sql-studio.app",
  ],
  "the same text twice": [
    { type: "TXT", name: "@", content: "a" },
    { type: "TXT", name: "sql-studio.app", content: "a" },
    "TXT sql-studio.app",
  ],
};

describe("D2 a zone's records", () => {
  for (const [what, [one, two, found]] of Object.entries(REFUSED)) {
    it(`are refused with ${what}`, async () => {
      const message = await failureOf(planned({ ...bare, records: { one, two } }));
      expect(message).to.include(`records.two is "${found}"`).and.to.include("it conflicts with records.one");
    });
  }

  it("may be several addresses, texts and mail servers of one name", async () => {
    const records: Record<string, ZoneRecord> = {
      one: A,
      two: { ...A, content: "192.0.2.2" },
      six: { type: "AAAA", name: "www", content: "2001:db8::1" },
      text: { type: "TXT", name: "www", content: "a" },
      other: { type: "TXT", name: "www", content: "b" },
      mail: { type: "MX", name: "www", content: "mx.example.net", priority: 10 },
      backup: { type: "MX", name: "www", content: "mx2.example.net", priority: 20 },
    };
    expect(await failureOf(planned({ ...bare, records }))).to.equal("accepted");
  });
});
