import { expect } from "chai";
import { type Graph, type Node, SECRET, UNKNOWN, type Values } from "#graph/model";
import type { EngineResource } from "../state.ts";
import { compare, type Explanation } from "./compare.ts";

const URN = "urn:pulumi:dev::echo::gcp:storage/bucket:Bucket::assets";
const OTHER = "urn:pulumi:dev::echo::gcp:compute/network:Network::network";

function recorded(change: Partial<Node> = {}): Graph {
  const node: Node = {
    urn: URN,
    type: "gcp:storage/bucket:Bucket",
    name: "assets",
    custom: true,
    parent: "urn:pulumi:dev::echo::pulumi:pulumi:Stack::echo-dev",
    provider: "urn:pulumi:dev::echo::pulumi:providers:gcp::google",
    dependencies: [OTHER],
    propertyDependencies: { network: [OTHER] },
    protect: true,
    inputs: { location: "US", network: UNKNOWN, key: SECRET },
    settings: { customTimeouts: { create: "1h30m" }, ignoreChanges: ["location"] },
    published: undefined,
    read: undefined,
    source: undefined,
    ...change,
  };
  return { stacks: [{ project: "echo", stack: "dev", outputs: {} }], nodes: [node] };
}

const REGISTERED: EngineResource = {
  urn: URN,
  type: "gcp:storage/bucket:Bucket",
  custom: true,
  parent: "urn:pulumi:dev::echo::pulumi:pulumi:Stack::echo-dev",
  provider: "urn:pulumi:dev::echo::pulumi:providers:gcp::google::an-id",
  dependencies: [OTHER],
  propertyDependencies: { network: [OTHER], location: [] },
  protect: true,
  inputs: {
    location: "US",
    network: "https://network",
    key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" },
  },
  customTimeouts: { create: 5400 },
  ignoreChanges: ["location"],
};

describe("the comparison of a recording with the engine", () => {
  const unexplained = (
    graph: Graph,
    resources: readonly EngineResource[],
    explanations: Explanation[] = [],
  ) => compare(graph, resources, "state", explanations).unexplained;

  it("finds no difference where both agree", () => {
    expect(unexplained(recorded(), [REGISTERED])).to.deep.equal([]);
  });

  it("K8 takes a Kubernetes object's inputs in the form that the provider's check gives them", () => {
    const [urn, type] = [
      URN.replace("gcp:storage/bucket:Bucket", "kubernetes:core/v1:Secret"),
      "kubernetes:core/v1:Secret",
    ];
    const metadata = { name: "key" };
    const graph = recorded({
      urn,
      type,
      inputs: { metadata: { ...metadata, labels: {} }, stringData: { key: SECRET } },
    });
    const data = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "v1:abc",
    };
    const registered = { ...REGISTERED, urn, type, inputs: { metadata, data } };
    expect(unexplained(graph, [registered])).to.deep.equal([]);
    const other = { ...registered, inputs: { metadata: { name: "other" }, data } };
    expect(unexplained(graph, [other])).to.have.length(1);
  });

  const inputs = (change: Values): Partial<Node> => ({
    inputs: { ...recorded().nodes[0]?.inputs, ...change },
  });
  const cases: readonly { readonly what: string; readonly change: Partial<Node>; readonly says: string }[] = [
    {
      what: "a value",
      change: inputs({ location: "EU" }),
      says: 'inputs.location: recorded "EU", engine "US"',
    },
    { what: "a secret in plain text", change: inputs({ key: "abc" }), says: 'inputs.key: recorded "abc"' },
    {
      what: "a missing input",
      change: inputs({ extra: [1] }),
      says: "inputs.extra: recorded [1], engine nothing",
    },
    { what: "an unknown that does not exist", change: inputs({ extra: UNKNOWN }), says: "engine nothing" },
    { what: "the parent", change: { parent: OTHER }, says: `parent: recorded "${OTHER}"` },
    { what: "the type", change: { type: "gcp:storage:Bucket" }, says: 'type: recorded "gcp:storage:Bucket"' },
    { what: "the provider", change: { provider: OTHER }, says: `provider: recorded "${OTHER}"` },
    {
      what: "a dependency",
      change: { dependencies: [] },
      says: `dependencies.${OTHER}: recorded nothing, engine true`,
    },
    {
      what: "where a value came from",
      change: { propertyDependencies: {} },
      says: "propertyDependencies.network: recorded nothing",
    },
    { what: "protection", change: { protect: false }, says: "protect: recorded false, engine true" },
    { what: "an option", change: { settings: {} }, says: "ignoreChanges.0: recorded nothing" },
    {
      what: "a resource that is only read",
      change: { read: { id: "x" } },
      says: 'read: recorded "x", engine null',
    },
  ];
  for (const { what, change, says } of cases) {
    it(`finds ${what}`, () => {
      expect(unexplained(recorded(change), [REGISTERED]).join("\n"))
        .to.contain(`Bucket::assets `)
        .and.to.contain(says);
    });
  }

  it("finds a resource that only one side has", () => {
    expect(unexplained(recorded(), []).join("\n")).to.contain("engine nothing");
    expect(unexplained({ ...recorded(), nodes: [] }, [REGISTERED]).join("\n")).to.contain("recorded nothing");
  });

  it("sets aside what an explanation covers, under its reason", () => {
    const explanation: Explanation = { reason: "because", applies: ({ path }) => path[0] === "protect" };
    const comparison = compare(recorded({ protect: false }), [REGISTERED], "state", [explanation]);
    expect(comparison.unexplained).to.deep.equal([]);
    expect([...comparison.explained.keys()]).to.deep.equal(["because"]);
  });
});
