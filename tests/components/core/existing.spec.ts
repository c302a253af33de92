import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { argumentsOf } from "#components/core/arguments";
import { confirmed, refuseWithExisting } from "#components/core/existing";
import { recordThings, Thing } from "../../support/things.ts";

describe("components/core/existing", () => {
  it("refuses arguments that decide about what is only read, and passes others", () => {
    const check = argumentsOf("Cluster", "gke");
    const args: { labels?: object; protect?: boolean } = { labels: {} };
    expect(() => refuseWithExisting(check, args, ["labels"])).to.throw(
      'Cluster "gke": labels is "given"; allowed are none together with existing, which is only read',
    );
    expect(() => refuseWithExisting(check, args, ["protect"])).not.to.throw();
  });

  it("hands on an id once the cloud has confirmed what is said about it", async () => {
    const graph = await recordThings(() => ({
      id: confirmed(["Zone", "edge"], "id-1", [
        { argument: "domain", stated: "example.com", found: output("example.com") },
      ]),
    }));
    expect(graph.outputs["id"]).to.equal("id-1");
  });

  it("stops at what the cloud contradicts", async () => {
    const failure = await recordThings(() => ({
      id: confirmed(["Zone", "edge"], "id-1", [
        { argument: "domain", stated: "example.com", found: output("example.org") },
      ]),
    })).then(
      () => "nothing failed",
      (error: unknown) => String(error),
    );
    expect(failure).to.contain('Zone "edge": domain is "example.com"; the cloud says "example.org"');
  });

  it("stays unknown until the cloud can be asked", async () => {
    const graph = await recordThings((provider) => {
      const thing = Thing.get("there", "id-1", undefined, { provider });
      return {
        id: confirmed(["Zone", "edge"], thing.id, [{ argument: "label", stated: "a", found: thing.label }]),
      };
    });
    expect(graph.outputs["id"]).to.deep.equal({ $unknown: true });
  });
});
