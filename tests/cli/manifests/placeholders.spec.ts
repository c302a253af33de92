import { expect } from "chai";
import { objectWithPlaceholders } from "#cli/manifests/placeholders";
import { isRecord, SECRET, UNKNOWN, type Value, type Values } from "#graph/model";
import { marked } from "../../support/kubernetes/marked.ts";
import { objectErrors } from "../../support/kubernetes/objects.ts";

function filled(object: Values): Values {
  const result = objectWithPlaceholders(object, String(object["apiVersion"]), String(object["kind"]));
  expect(isRecord(result)).to.equal(true);
  return result as Values;
}

function at(value: Value | undefined, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>(
      (found, key) => (isRecord(found) ? found[key] : Array.isArray(found) ? found[Number(key)] : undefined),
      value,
    );
}

const markedObject = (title: string) => filled(marked[title] ?? {});

describe("placeholders of manifests", () => {
  for (const [title, object] of Object.entries(marked)) {
    it(`I10 have the shape that the API takes, in ${title}`, () => {
      expect(objectErrors(filled(object))).to.deep.equal([]);
    });
  }

  it("I10 would be refused as texts in place of maps, numbers and flags", () => {
    const { metadata } = marked["a Secret"] ?? {};
    const base = { apiVersion: "v1", kind: "Secret", metadata: metadata ?? {} };
    expect(objectErrors({ ...base, stringData: "<secret>" })).not.to.deep.equal([]);
    expect(objectErrors({ ...base, immutable: "<known after apply>" })).not.to.deep.equal([]);
  });

  it("I10 tell what they are for where the API takes words", () => {
    const secret = markedObject("a Secret");
    expect(at(secret, "stringData")).to.deep.equal({ "secret-value": "<secret>" });
    expect(Buffer.from(String(at(secret, "data.password")), "base64").toString()).to.equal("<secret>");
    const deployment = markedObject("a Deployment");
    const pod = "spec.template.spec";
    expect(at(deployment, "metadata.annotations.address")).to.equal("<known after apply>");
    expect(at(deployment, "metadata.labels.zone")).to.equal("known-after-apply");
    expect(at(deployment, "spec.replicas")).to.equal(1);
    expect(at(deployment, "spec.paused")).to.equal(false);
    expect(at(deployment, `${pod}.containers.0.args`)).to.deep.equal(["<secret>"]);
    expect(at(deployment, `${pod}.containers.0.env.0.value`)).to.equal("<secret>");
    expect(at(deployment, `${pod}.containers.0.resources`)).to.deep.equal({
      limits: { memory: "1" },
      requests: {},
    });
    expect(at(deployment, `${pod}.tolerations`)).to.deep.equal([]);
    expect(at(markedObject("a Service"), "spec.ports.0.nodePort")).to.equal(30_000);
    expect(at(markedObject("a NetworkPolicy"), "spec.egress.0.to.0.ipBlock.cidr")).to.equal("192.0.2.0/24");
  });

  it("I10 are names in kinds of operators, whose types are not known, and in the metadata of any", () => {
    const object = filled({
      apiVersion: "example.com/v1",
      kind: "Deployment",
      metadata: { name: "it", namespace: UNKNOWN },
      spec: { replicas: UNKNOWN, key: SECRET, x_kubernetes_list_type: "map" },
    });
    expect(at(object, "metadata.namespace")).to.equal("known-after-apply");
    expect(at(object, "spec")).to.deep.equal({
      replicas: "known-after-apply",
      key: "secret-value",
      "x-kubernetes-list-type": "map",
    });
  });
});
