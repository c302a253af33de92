import { expect } from "chai";
import type { ZoneArgs } from "#components/edge/zone";
import { failureOf } from "../../support/refusals.ts";
import { application, planned } from "./fixtures.ts";

const { rules: _, ...bare } = application;
const API = { type: "A", name: "api.app", content: "192.0.2.1" } as const;

const failure = (changes: Partial<ZoneArgs>) => failureOf(planned({ ...bare, records: {}, ...changes }));

describe("D10 the hosts of a zone", () => {
  it("are below a registered domain", async () => {
    expect(await failure({ domain: "staging.sql-studio.app" })).to.include(
      'domain is "staging.sql-studio.app"; allowed are domains that are registered, such as sql-studio.app',
    );
    expect(await failure({ domain: "co.uk" })).to.include('domain is "co.uk"');
    expect(await failure({ domain: "sql-studio.co.uk" })).to.equal("accepted");
    expect(await failure({ domain: "staging.sql-studio.app", plan: "enterprise" })).to.equal("accepted");
  });

  it("have a certificate of the edge where they are proxied", async () => {
    expect(await failure({ records: { api: API } })).to.include(
      'records.api.name is "api.app.sql-studio.app"; allowed are sql-studio.app and names one label below it',
    );
    expect(await failure({ records: { api: { ...API, name: "api" } } })).to.equal("accepted");
    const unproxied = { ...API, proxied: { unproxiedBecause: "a test" } };
    expect(await failure({ records: { api: unproxied } })).to.equal("accepted");
    const certificates = ["*.app.sql-studio.app"];
    expect(await failure({ certificates, records: { api: API } })).to.equal("accepted");
    expect(await failure({ certificates: ["APP.example.com"] })).to.include(
      'certificates is "APP.example.com"',
    );
  });
});
