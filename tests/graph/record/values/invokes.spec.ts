import { getNetwork, getNetworkOutput } from "@pulumi/gcp/compute/getNetwork.js";
import { CustomResource, type Output, output, runtime, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing, type ThingProvider } from "../../../support/things.ts";

function lookUp(provider: ThingProvider, inputs: Record<string, unknown>): Output<{ readonly name: string }> {
  return runtime.invokeOutput("thing:index:lookUp", inputs, { provider });
}

describe("a recorded function of a provider", () => {
  it("answers unknown, at every depth", async () => {
    const { outputs } = await recordWith(({ gcp }) => {
      const network = getNetworkOutput({ name: "default" }, { provider: gcp });
      return { network, id: network.id, first: network.subnetworksSelfLinks[0] };
    });
    const unknown = { $unknown: true };
    expect(outputs).to.deep.equal({ network: unknown, id: unknown, first: unknown });
  });

  it("depends on what its arguments come from, and on what it is told to wait for", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      const second = new Thing("second", {}, { provider });
      new Thing("by-argument", { label: lookUp(provider, { name: first.label }).name }, { provider });
      const told = runtime.invokeOutput<{ name: string }>(
        "thing:index:lookUp",
        {},
        { provider, dependsOn: [second] },
      );
      new Thing("by-option", { label: told.name }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "by-argument").dependencies).to.deep.equal([nodeNamed(graph, "first").urn]);
    expect(nodeNamed(graph, "by-option").dependencies).to.deep.equal([nodeNamed(graph, "second").urn]);
  });

  it("answers a secret when it is asked with one", async () => {
    const graph = await recordThings((provider) => {
      new Thing("deep", { label: lookUp(provider, { of: [{ token: secret("t") }] }).name }, { provider });
      new Thing("none", { label: lookUp(provider, { of: ["plain"] }).name }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "deep").inputs).to.deep.equal({ label: { $secret: true } });
    expect(nodeNamed(graph, "none").inputs).to.deep.equal({ label: { $unknown: true } });
  });

  it("needs an explicit provider, given or its parent's", async () => {
    const inherited = await recordThings((provider) => {
      const parent = new Group("group", {}, { providers: [provider] });
      return { found: runtime.invokeOutput("thing:index:lookUp", {}, { parent }) };
    });
    expect(inherited.outputs).to.deep.equal({ found: { $unknown: true } });
    const error = await failureOf(() => ({ found: getNetworkOutput({ name: "default" }) }));
    expect(error.message).to.match(
      /^gcp:compute\/getNetwork:getNetwork has no provider, and default ones are disabled.*\n {2}at tests\/graph\/record\/values\/invokes\.spec\.ts:\d+$/,
    );
  });

  it("may use a default provider where the options allow it", async () => {
    const graph = await recordThings(() => ({ found: getNetworkOutput({ name: "default" }).selfLink }), {
      defaultProviders: true,
    });
    expect(graph.outputs).to.deep.equal({ found: { $unknown: true } });
  });

  it("that must answer at once cannot be planned, and the error says what to call", async () => {
    const error = await failureOf(async () => {
      const network = await getNetwork({ name: "default" });
      return { id: network.id };
    });
    expect(error.message).to.match(
      /^gcp:compute\/getNetwork:getNetwork asks the cloud for a plain value, which a plan cannot; give its result \(--given\), or call its Output form \(…Output\)\n {2}at tests\/graph\/record\/values\/invokes\.spec\.ts:\d+$/,
    );
  });

  it("fails with its arguments", async () => {
    const error = await failureOf((provider) => {
      const broken = output(1).apply((): string => {
        throw new Error("no name");
      });
      new Thing("user", { label: lookUp(provider, { name: broken }).name }, { provider });
      return {};
    });
    expect(error.failures).to.have.length(1);
    expect(error.message).to.include('user (thing:index:Thing): input "label": no name');
  });
});

describe("a recorded method of a resource", () => {
  it("answers unknown, and depends on the resource", async () => {
    class Callable extends Thing {
      describe(): Output<{ readonly text: string }> {
        return runtime.call("thing:index:Thing/describe", { __self__: this }, this) as never;
      }
    }
    const graph = await recordThings((provider) => {
      const callable = new Callable("callable", {}, { provider });
      expect(CustomResource.isInstance(callable)).to.equal(true);
      new Thing("user", { label: callable.describe().text }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "user")).to.deep.include({
      inputs: { label: { $unknown: true } },
      dependencies: [nodeNamed(graph, "callable").urn],
    });
  });
});
