import { expect } from "chai";
import { program } from "../../../docs/examples/project/project.ts";
import type { Graph, Node } from "../../../graph/model.ts";
import { record } from "../../../graph/record/record.ts";

/** APIs that a resource calls, by the start of its type. Source: Google Cloud, service names. */
const CALLS: [type: string, api: string][] = [
  ["gcp:compute/", "compute"],
  ["gcp:container/", "container"],
  ["gcp:servicenetworking/", "servicenetworking"],
  ["gcp:kms/", "cloudkms"],
  ["gcp:artifactregistry/", "artifactregistry"],
  ["gcp:storage/", "storage"],
  ["gcp:serviceaccount/", "iam"],
  ["gcp:iam/", "iam"],
  ["gcp:projects/iAM", "cloudresourcemanager"],
  ["gcp:projects/service", "serviceusage"],
];

/** Everything that is there before a resource is created: what it waits for, what that waits for, and so on. */
class Order {
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #before = new Map<string, ReadonlySet<string>>();

  constructor(graph: Graph) {
    this.#nodes = new Map(graph.nodes.map((node) => [node.urn, node]));
  }

  before(urn: string): ReadonlySet<string> {
    const known = this.#before.get(urn);
    if (known) {
      return known;
    }
    const node = this.#nodes.get(urn);
    // A child is registered once its parent is, and so once all that its parent waits for is there.
    const direct = [...(node?.dependencies ?? []), ...(node?.parent ? this.before(node.parent) : [])];
    const all = new Set(direct.flatMap((each) => [each, ...this.before(each)]));
    this.#before.set(urn, all);
    return all;
  }
}

describe("the first run in an empty project", () => {
  let graph: Graph;
  let order: Order;
  const named = (type: string, inputs: Record<string, unknown>) =>
    graph.nodes.filter(
      (node) =>
        node.type === type && Object.entries(inputs).every(([key, value]) => node.inputs[key] === value),
    );

  before(async () => {
    graph = await record(program, { project: "shop", stack: "prod" });
    order = new Order(graph);
  });

  it("enables the API that enables the others first", () => {
    const apis = graph.nodes.filter(({ type }) => type === "gcp:projects/service:Service");
    const [first, ...others] = apis;
    expect(first?.inputs["service"]).to.equal("serviceusage.googleapis.com");
    expect(others.length).to.be.greaterThan(10);
    for (const { urn } of others) {
      expect([...order.before(urn)]).to.include(first?.urn);
    }
  });

  it("calls no API before it is enabled", () => {
    let calls = 0;
    for (const node of graph.nodes.filter(({ type }) => type.startsWith("gcp:"))) {
      const api = CALLS.find(([type]) => node.type.startsWith(type))?.[1];
      expect(api, `${node.type} has no API here`).not.to.equal(undefined);
      const [service] = named("gcp:projects/service:Service", { service: `${api}.googleapis.com` });
      expect(service, `${api} is not enabled`).not.to.equal(undefined);
      if (node.urn !== service?.urn) {
        expect([...order.before(node.urn)], `${node.name} before ${api}`).to.include(service?.urn);
        calls += 1;
      }
    }
    expect(calls).to.be.greaterThan(50);
  });

  it("grants a role to no service agent before the agent is there", () => {
    // Two components may ask for the same agent: asking again changes nothing.
    const agents = Map.groupBy(
      named("gcp:projects/serviceIdentity:ServiceIdentity", {}),
      ({ inputs }) => String(inputs["service"]).split(".")[0] ?? "",
    );
    const grants = graph.nodes.flatMap((node) => {
      const agent = /^serviceAccount:service-\d+@(?:gcp-sa-)?([a-z-]+)\./.exec(
        String(node.inputs["member"]),
      )?.[1];
      return agent ? [{ node, agent }] : [];
    });
    const apiOf: Record<string, string> = {
      "container-engine-robot": "container",
      "cloud-sql": "sqladmin",
      "service-networking": "servicenetworking",
    };
    // Compute Engine's agent comes with the API and not as a resource.
    const created = grants.filter(({ agent }) => agent !== "compute-system");
    expect(created.length).to.be.greaterThan(6);
    for (const { node, agent } of created) {
      const before = order.before(node.urn);
      const identities = agents.get(apiOf[agent] ?? agent) ?? [];
      expect(
        identities.some(({ urn }) => before.has(urn)),
        `${node.name} before ${agent}`,
      ).to.equal(true);
    }
  });

  it("encrypts nothing with a key before its agent may use it", () => {
    const uses: [user: string, type: string, grant: string][] = [
      ["project-state", "gcp:storage/bucket:Bucket", "project-key-state-storage-agent"],
      [
        "project-images-app",
        "gcp:artifactregistry/repository:Repository",
        "project-key-images-registry-agent",
      ],
      ["cluster-gke", "gcp:container/cluster:Cluster", "cluster-secrets-gke-agent"],
      ["cluster-gke", "gcp:container/cluster:Cluster", "cluster-disks-compute-agent"],
      ["cluster-general", "gcp:container/nodePool:NodePool", "cluster-disks-gke-agent"],
    ];
    for (const [user, type, grant] of uses) {
      const node = graph.nodes.find((each) => each.name === user && each.type === type);
      const granted = graph.nodes.find((each) => each.name === grant);
      expect(granted, grant).not.to.equal(undefined);
      expect([...order.before(node?.urn ?? "")], user).to.include(granted?.urn);
    }
  });
});
