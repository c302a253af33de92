import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { all, Config, interpolate, output, runtime, secret, unsecret } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";

const PLANTED = "planted-value-7c1e";
const HIDDEN = { $secret: true };

describe("a recorded secret", () => {
  it("is a marker wherever it goes, and its value is nowhere in the graph", async () => {
    const graph = await recordThings((provider) => {
      const password = secret(PLANTED);
      const first = new Thing("first", { label: password, spec: { deep: [{ password }] } }, { provider });
      new Thing("passed-on", { label: first.label, spec: first.spec["deep"] }, { provider });
      new Thing("applied", { label: password.apply((value) => `${value}!`) }, { provider });
      new Thing("interpolated", { label: interpolate`user:${password}@host` }, { provider });
      new Thing("combined", { spec: all([password, "plain"]) }, { provider });
      new Thing("chained", { label: output("x").apply(() => password) }, { provider });
      new Group("group", { label: password, list: [password] });
      const publisher = new Group("publisher", {}, {}, () => ({ password, nested: { password } }));
      return { password, nested: [{ password }], publisher, whole: secret({ a: PLANTED }) };
    });
    expect(nodeNamed(graph, "first").inputs).to.deep.equal({
      label: HIDDEN,
      spec: { deep: [{ password: HIDDEN }] },
    });
    expect(nodeNamed(graph, "passed-on").inputs["label"]).to.deep.equal(HIDDEN);
    expect(nodeNamed(graph, "applied").inputs).to.deep.equal({ label: HIDDEN });
    expect(nodeNamed(graph, "interpolated").inputs).to.deep.equal({ label: HIDDEN });
    expect(nodeNamed(graph, "combined").inputs).to.deep.equal({ spec: HIDDEN });
    expect(nodeNamed(graph, "chained").inputs).to.deep.equal({ label: HIDDEN });
    expect(nodeNamed(graph, "group").inputs).to.deep.equal({ label: HIDDEN, list: [HIDDEN] });
    expect(nodeNamed(graph, "publisher").published).to.deep.equal({
      password: HIDDEN,
      nested: { password: HIDDEN },
    });
    expect(graph.outputs).to.deep.include({
      password: HIDDEN,
      nested: [{ password: HIDDEN }],
      whole: HIDDEN,
    });
    expect(JSON.stringify(graph)).not.to.include(PLANTED);
  });

  it("stays one when it is unknown", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider, additionalSecretOutputs: ["address"] });
      new Thing("user", { label: first.address, spec: { of: secret(first.id) } }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({ label: HIDDEN, spec: { of: HIDDEN } });
  });

  it("may be what a resource asks to keep secret, though its own input is plain", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "shown" }, { provider, additionalSecretOutputs: ["label"] });
      new Thing("user", { label: first.label }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "first").inputs).to.deep.equal({ label: "shown" });
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({ label: HIDDEN });
  });

  it("may be written as the SDK sends it", async () => {
    const graph = await recordThings((provider) => {
      const sent = { [runtime.specialSigKey]: runtime.specialSecretSig, value: PLANTED };
      new Thing("hidden", { spec: { deep: sent } }, { provider });
      new Thing("unknown", { label: runtime.unknownValue }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "hidden").inputs).to.deep.equal({ spec: { deep: HIDDEN } });
    expect(nodeNamed(graph, "unknown").inputs).to.deep.equal({ label: { $unknown: true } });
  });

  it("may be revealed by the program", async () => {
    const graph = await recordThings((provider) => {
      new Thing("thing", { label: unsecret(secret("public")) }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ label: "public" });
  });

  it("comes from configuration", async () => {
    const graph = await recordThings(
      (provider) => {
        const config = new Config("app");
        new Thing(
          "thing",
          { label: config.requireSecret("token"), size: config.requireNumber("size") },
          { provider },
        );
        return { token: config.getSecret("token") };
      },
      { config: { "app:token": PLANTED, "app:size": "3" }, secretConfigKeys: ["app:token"] },
    );
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ label: HIDDEN, size: 3 });
    expect(JSON.stringify(graph)).not.to.include(PLANTED);
  });

  it("is what generated SDKs make of passwords", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new Secret("keys", { stringData: { password: PLANTED } }, { provider: kubernetes });
      return {};
    });
    expect(nodeNamed(graph, "keys").inputs["stringData"]).to.deep.equal(HIDDEN);
    expect(JSON.stringify(graph)).not.to.include(PLANTED);
  });

  it("is not in the words of a failure that names it", async () => {
    const error = await failureOf((provider) => {
      const loop: Record<string, unknown> = { password: secret(PLANTED) };
      loop["loop"] = loop;
      new Thing("thing", { spec: loop }, { provider });
      return {};
    });
    expect(error.message).to.include("contains itself").and.not.include(PLANTED);
  });
});
