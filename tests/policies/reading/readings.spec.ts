import { expect } from "chai";
import { type Node, UNKNOWN, type Values } from "#graph/model";
import { check } from "#policies/check";
import { PolicyResource, resourcesIn } from "#policies/context";
import { UnknownValue } from "#policies/property";
import { contentsOf } from "#policies/reading/readings";
import { RULES } from "#policies/rules";
import { graphOf, resource } from "../support/nodes.ts";

const read = (type: string, inputs: Values) =>
  contentsOf({ type: `kubernetes:${type}`, inputs, read: undefined });
const findings = (nodes: readonly Node[], rule: string) =>
  check(
    graphOf(nodes),
    RULES.filter(({ id }) => id === rule),
    { today: "2026-01-01" },
  ).findings.map(({ message, path }) => `${message} [${path}]`);

describe("I3 what is in a resource", () => {
  it("is nothing else for most", () => {
    expect(read("apps/v1:Deployment", {})).to.equal(undefined);
    expect(read("example.com/v1:Wishlist", {})).to.equal(undefined);
    expect(
      contentsOf({ type: "gcp:storage/bucketList:BucketList", inputs: { items: [] }, read: undefined }),
    ).to.equal(undefined);
  });

  it("is each item of a list, of the type that the item or the list says", () => {
    const nested = {
      apiVersion: "v1",
      kind: "List",
      items: [{ apiVersion: "batch/v1beta1", kind: "CronJob" }],
    };
    const contents = read("core/v1:ServiceList", { items: [{ a: 1 }, UNKNOWN, nested] });
    expect(contents?.readings.map(({ type, path }) => [type, path])).to.deep.equal([
      ["kubernetes:core/v1:Service", "items[0]"],
      ["kubernetes:batch/v1:CronJob", "items[2].items[0]"],
    ]);
    expect(contents?.unread.map(({ path }) => path)).to.deep.equal(["items[1]"]);
    expect(read("core/v1:ServiceList", { items: UNKNOWN })?.unread.map(({ path }) => path)).to.deep.equal([
      "items",
    ]);
  });

  for (const version of ["extensions/v1beta1", "networking.k8s.io/v1beta1"]) {
    it(`is an Ingress with the backends of today for ${version}`, () => {
      const backend = { serviceName: "api", servicePort: 80 };
      const contents = read(`${version}:Ingress`, {
        spec: {
          backend: { serviceName: "web", servicePort: "http" },
          rules: [{ host: "a.example", http: { paths: [{ path: "/", backend }, UNKNOWN] } }, UNKNOWN],
        },
      });
      const service = { name: "api", port: { number: 80 } };
      expect(contents?.readings[0]?.type).to.equal("kubernetes:networking.k8s.io/v1:Ingress");
      expect(contents?.readings[0]?.inputs["spec"]).to.deep.include({
        defaultBackend: { service: { name: "web", port: { name: "http" } } },
        rules: [
          { host: "a.example", http: { paths: [{ path: "/", backend: { service } }, UNKNOWN] } },
          UNKNOWN,
        ],
      });
    });
  }

  it("leaves the metrics of an autoscaler open whose members had other names", () => {
    const metrics = [{ type: "External", external: { metricName: "queue" } }];
    const contents = read("autoscaling/v2beta1:HorizontalPodAutoscaler", {
      spec: { maxReplicas: 3, metrics },
    });
    expect(contents?.readings[0]?.inputs).to.deep.equal({ spec: { maxReplicas: 3, metrics: UNKNOWN } });
  });

  it("is a part of an object for a patch: what it does not set is unknown", () => {
    const node = resource("kubernetes:apps/v1:DeploymentPatch", {
      spec: { replicas: 1, template: { spec: { containers: [{ name: "a" }] } } },
    });
    const [patch] = resourcesIn(node);
    const containers = patch?.at("spec.template.spec.containers").items() ?? [];
    expect(patch).to.include({ type: "kubernetes:apps/v1:Deployment", partial: true });
    expect(patch?.at("spec.replicas").number()).to.equal(1);
    expect(() => patch?.at("spec.paused").exists()).to.throw(UnknownValue, "spec.paused");
    expect(() => containers[0]?.at("image").text()).to.throw(UnknownValue);
    expect(containers.map(({ path }) => path)).to.deep.equal([
      "spec.template.spec.containers[0]",
      "spec.template.spec.containers[]",
    ]);
    expect(() => containers[1]?.at("name").text()).to.throw(UnknownValue);
  });

  it("counts neither as an object of a name nor as one that others need", () => {
    const map = (type: string) =>
      resource(`kubernetes:core/v1:${type}`, { metadata: { name: "m", namespace: "n" }, data: { a: "1" } });
    const stack = [map("ConfigMap"), map("ConfigMapPatch")];
    expect(findings(stack, "claims-kubernetes-object")).to.deep.equal([]);
    expect(new PolicyResource(map("ConfigMap")).partial).to.equal(false);
  });

  it("is judged in kinds that hold pods under other names", () => {
    const template = { spec: { hostNetwork: true, containers: [{ name: "a", image: "a:latest" }] } };
    const nodes = [
      resource("kubernetes:core/v1:ReplicationController", { spec: { template } }),
      resource("kubernetes:core/v1:PodTemplate", { template }),
      resource("kubernetes:core/v1:PodTemplateList", { items: [{ template }] }),
    ];
    expect(findings(nodes, "kubernetes-host-access")).to.have.members([
      "the pod shares the host's namespace: hostNetwork [spec.template.spec.hostNetwork]",
      "the pod shares the host's namespace: hostNetwork [template.spec.hostNetwork]",
      "the pod shares the host's namespace: hostNetwork [items[0].template.spec.hostNetwork]",
    ]);
  });
});
