import { Cluster } from "@pulumi/gcp/container/cluster.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { all, type Inputs, interpolate, jsonStringify, output } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Values } from "#graph/model";
import { recordWith, type TestProviders } from "../../../support/record.ts";
import { recordThings, Thing } from "../../../support/things.ts";

const UNKNOWN = { $unknown: true };

/** The stack outputs of a program, in which everything unknown is a marker. */
async function outputsOf(program: (providers: TestProviders) => Inputs): Promise<Values> {
  const { outputs } = await recordWith(program);
  return outputs;
}

describe("what only the cloud knows", () => {
  it("is a resource's id, and every property that the program did not give", async () => {
    const { outputs } = await recordThings((provider) => {
      const thing = new Thing("thing", { label: "given" }, { provider });
      return { id: thing.id, label: thing.label, size: thing.size, status: thing.status };
    });
    expect(outputs).to.deep.equal({ id: UNKNOWN, label: "given", size: UNKNOWN, status: UNKNOWN });
  });

  it("is every member, at every depth, of what the program did not give", async () => {
    const outputs = await outputsOf(({ gcp, kubernetes }) => {
      const cluster = new Cluster(
        "cluster",
        { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } },
        { provider: gcp },
      );
      const service = new Service("web", { spec: { ports: [{ port: 80 }] } }, { provider: kubernetes });
      return {
        certificate: cluster.masterAuth.clusterCaCertificate,
        endpoint: cluster.controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint,
        given: cluster.controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic,
        name: service.metadata.name,
        label: service.metadata.labels["app"],
        ingress: service.status.loadBalancer.ingress[0]?.ip,
        port: service.spec.ports[0]?.port,
        nodePort: service.spec.ports[0]?.nodePort,
        second: service.spec.ports[1]?.port,
        clusterIP: service.spec.clusterIP,
      };
    });
    expect(outputs).to.deep.equal({
      certificate: UNKNOWN,
      endpoint: UNKNOWN,
      given: true,
      name: UNKNOWN,
      label: UNKNOWN,
      ingress: UNKNOWN,
      port: 80,
      nodePort: UNKNOWN,
      second: UNKNOWN,
      clusterIP: UNKNOWN,
    });
  });

  it("leaves given members known beside it", async () => {
    const outputs = await outputsOf(({ kubernetes }) => {
      const spec = {
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "web" } } },
      };
      const web = new Deployment("web", { metadata: { name: "web" }, spec }, { provider: kubernetes });
      return {
        name: web.metadata.name,
        kind: web.kind,
        labels: web.spec.selector.matchLabels["app"],
        text: interpolate`${web.metadata.name}.${web.metadata.namespace}`,
        both: all([web.metadata.name, web.spec.selector.matchLabels["app"]]).apply(
          ([name, app]) => `${name}/${app}`,
        ),
      };
    });
    expect(outputs).to.deep.equal({
      name: "web",
      kind: "Deployment",
      labels: "web",
      text: UNKNOWN,
      both: "web/web",
    });
  });

  it("makes unknown what is interpolated, applied, combined or written as JSON from it", async () => {
    const { outputs } = await recordThings((provider) => {
      const { id, label } = new Thing("thing", { label: "given" }, { provider });
      return {
        interpolated: interpolate`https://${id}/`,
        applied: id.apply((value) => value.length),
        combined: all([id, label]).apply(([, given]) => given),
        object: { id, label },
        json: jsonStringify({ id }),
        promised: output(Promise.resolve({ inner: id })),
      };
    });
    expect(outputs).to.deep.equal({
      interpolated: UNKNOWN,
      applied: UNKNOWN,
      combined: UNKNOWN,
      object: { id: UNKNOWN, label: "given" },
      json: UNKNOWN,
      promised: UNKNOWN,
    });
  });

  it("keeps apply from running on a whole object that the provider may complete", async () => {
    const ran: unknown[] = [];
    const { outputs } = await recordThings((provider) => {
      const thing = new Thing("thing", { spec: { given: 1 }, parts: ["a", "b"], label: "x" }, { provider });
      thing.spec.apply((spec) => ran.push(spec));
      thing.status.apply((status) => ran.push(status));
      thing.status.nested.apply((nested) => ran.push(nested));
      return {
        spec: thing.spec,
        parts: thing.parts.apply((parts) => parts.join("+")),
        label: thing.label.apply((label) => label.toUpperCase()),
        length: thing.parts.length,
      };
    });
    expect(ran).to.deep.equal([]);
    expect(outputs, "a list of plain values and a text are complete").to.deep.equal({
      spec: UNKNOWN,
      parts: "a+b",
      label: "X",
      length: 2,
    });
  });

  it("is unknown through a list of objects, whose given members stay known", async () => {
    const { outputs } = await recordThings((provider) => {
      const thing = new Thing("thing", { parts: [{ name: "a" }, { name: "b" }] }, { provider });
      const parts = thing.parts as unknown as readonly { readonly name: string; readonly ip: string }[];
      return { list: thing.parts, name: parts[1]?.name, ip: parts[1]?.ip };
    });
    expect(outputs).to.deep.equal({ list: UNKNOWN, name: "b", ip: UNKNOWN });
  });

  it("spreads through inputs that were unknown themselves", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      const second = new Thing("second", { label: first.id, spec: { of: first.id, given: 1 } }, { provider });
      return { label: second.label, of: second.spec["of"], given: second.spec["given"] };
    });
    expect(graph.outputs).to.deep.equal({ label: UNKNOWN, of: UNKNOWN, given: 1 });
    expect(graph.nodes.at(-1)?.inputs).to.deep.equal({ label: UNKNOWN, spec: { of: UNKNOWN, given: 1 } });
  });
});
