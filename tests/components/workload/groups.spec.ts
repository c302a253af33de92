import { expect } from "chai";
import { endpointGroup } from "#components/core/endpoint-group";
import type { Endpoint } from "#components/core/link";
import { LinkPolicies } from "#components/workload/link-policies";
import { WebService, type WebServiceArgs } from "#components/workload/web-service";
import type { Graph, Node } from "#graph/model";
import { elsewhere } from "../../support/fixtures/endpoints.ts";
import { createLate } from "../../support/fixtures/late.ts";
import { nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { at, BACKEND, containerOf, environmentOf, listAt, podSpecOf } from "./fixtures.ts";
import { DEPLOYMENT } from "./types.ts";

const key = (index: number) => `shard-${String(index).padStart(3, "0")}`;

/** A shard in the range of managed services, at the port of its half. */
function shard(index: number): Endpoint {
  return {
    id: elsewhere(key(index)),
    name: key(index),
    host: `10.0.${Math.floor(index / 250)}.${index % 250}`,
    port: index % 2 === 0 ? 5432 : 5433,
    protocol: "postgres",
    peer: { kind: "cidr", ranges: ["10.0.0.0/16"] },
    credential: { files: { user: `${key(index)}-user`, password: `${key(index)}-password` } },
  };
}

const shards = (...indexes: number[]) =>
  endpointGroup("shards", Object.fromEntries(indexes.map((index) => [key(index), shard(index)])));
const first = (count: number) => shards(...Array.from({ length: count }, (_, index) => index));

function recorded(links: WebServiceArgs["links"] = []): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new WebService("app", { ...BACKEND, links }, { provider: kubernetes });
    return {};
  });
}

const policiesIn = ({ nodes }: Graph): readonly Node[] =>
  nodes.filter(({ type, name }) => type.endsWith(":NetworkPolicy") && name !== "app-to-dns");
const volumesIn = (graph: Graph) => listAt(podSpecOf(graph, DEPLOYMENT, "app"), "volumes");
const mapIn = (graph: Graph) => {
  const { inputs } = nodeNamed(graph, "app-map-shards", "kubernetes:core/v1:ConfigMap");
  return at(inputs, "data")["map.json"];
};

describe("A group of endpoints", () => {
  it("of 600 shards is one link: a policy for each port, two volumes and a small Deployment", async () => {
    const alone = await recorded();
    const graph = await recorded([first(600)]);
    expect(policiesIn(graph)).to.have.length(2);
    expect(volumesIn(graph)).to.have.length(volumesIn(alone).length + 2);
    expect(graph.nodes.length - alone.nodes.length).to.equal(4);
    const { inputs } = nodeNamed(graph, "app", DEPLOYMENT);
    expect(JSON.stringify(inputs).length).to.be.below(20_000);
    expect(
      listAt(nodeNamed(graph, "app", "strata:workload:WebService").published ?? {}, "links"),
    ).to.have.length(600);
  });

  it("tells where each member is in one file, and mounts its folder so that it follows changes", async () => {
    const graph = await recorded([first(2)]);
    const folder = "/var/run/secrets/strata/shards";
    expect(JSON.parse(String(mapIn(graph)))).to.deep.equal({
      "shard-000": {
        host: "10.0.0.0",
        port: 5432,
        protocol: "postgres",
        files: { user: `${folder}/shard-000.user`, password: `${folder}/shard-000.password` },
      },
      "shard-001": {
        host: "10.0.0.1",
        port: 5433,
        protocol: "postgres",
        files: { user: `${folder}/shard-001.user`, password: `${folder}/shard-001.password` },
      },
    });
    const container = containerOf(graph, DEPLOYMENT, "app");
    expect(environmentOf(container)).to.deep.equal({ SHARDS_MAP_FILE: "/etc/strata/links/shards/map.json" });
    expect(listAt(container, "volumeMounts")).to.deep.include.members([
      { name: "credential-shards", mountPath: folder, readOnly: true },
      { name: "map-shards", mountPath: "/etc/strata/links/shards", readOnly: true },
    ]);
    expect(volumesIn(graph)).to.deep.include({
      name: "map-shards",
      configMap: { name: "app-map-shards", defaultMode: 0o440 },
    });
  });

  it("has the credentials of all members in one Secret", async () => {
    const graph = await recorded([first(2)]);
    const secret = nodeNamed(graph, "app-shards", "kubernetes:external-secrets.io/v1:ExternalSecret");
    expect(listAt(at(secret.inputs, "spec"), "data")).to.deep.equal(
      ["shard-000.user", "shard-000.password", "shard-001.user", "shard-001.password"].map((file) => ({
        secretKey: file,
        remoteRef: { key: file.replace(".", "-") },
      })),
    );
  });

  it("changes neither the pods nor a policy of others when a member comes or goes", async () => {
    const [two, three, odd] = await Promise.all([
      recorded([shards(0, 2)]),
      recorded([shards(0, 2, 3)]),
      recorded([shards(3)]),
    ]);
    const told = (graph: Graph) => new Map(policiesIn(graph).map(({ name, inputs }) => [name, inputs]));
    expect([...told(three).keys()]).to.have.length(2);
    for (const graph of [two, odd]) {
      for (const [name, inputs] of told(graph)) {
        expect(told(three).get(name)).to.deep.equal(inputs);
      }
    }
    expect(nodeNamed(three, "app", DEPLOYMENT).inputs).to.deep.equal(
      nodeNamed(two, "app", DEPLOYMENT).inputs,
    );
    expect(mapIn(three)).not.to.equal(mapIn(two));
    expect(mapIn(await recorded([shards(3, 2, 0)]))).to.equal(mapIn(three));
  });

  it("has both sides of each policy where its members are pods, and ranges of ports", async () => {
    const peer = { kind: "pods", namespace: "data", labels: { app: "shard" } } as const;
    const { credential: _credential, ...plain } = shard(0);
    const pods = (index: number): Endpoint => ({
      ...plain,
      port: 9000,
      endPort: 9009,
      name: key(index),
      peer,
    });
    const graph = await recorded([endpointGroup("shards", { a: pods(0), b: pods(1) })]);
    const names = policiesIn(graph).map(({ name }) => name);
    expect(names).to.have.length(2);
    const [, digest] = /^app-to-shards-([0-9a-f]{10})$/.exec(names[0] ?? "") ?? [];
    expect(names[1]).to.equal(`shards-${digest}-from-app`);
    const ports = [{ port: 9000, endPort: 9009, protocol: "TCP" }];
    expect(listAt(at(nodeNamed(graph, names[0] ?? "").inputs, "spec"), "egress")).to.deep.equal([
      {
        to: [
          {
            podSelector: { matchLabels: peer.labels },
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "data" } },
          },
        ],
        ports,
      },
    ]);
    expect(graph.nodes.some(({ name }) => name === "app-shards")).to.equal(false);
  });

  it("may have members whose address is known only after the deployment", async () => {
    const graph = await recordWith(({ kubernetes, gcp }) => {
      const member = { ...shard(0), host: createLate(gcp).id };
      new WebService(
        "app",
        { ...BACKEND, links: [endpointGroup("shards", { late: member })] },
        { provider: kubernetes },
      );
      return {};
    });
    expect(mapIn(graph)).to.deep.equal({ $unknown: true });
  });

  it("is limited by host names where the cluster can, a policy for each", async () => {
    const hosted = (name: string): Endpoint => ({
      ...shard(0),
      name,
      peer: { kind: "host", hosts: [`${name}.example`] },
    });
    const members = { a: hosted("a"), b: hosted("b") };
    const kinds = async (hostEgress: "names" | "addresses") => {
      const graph = await recordWith(({ kubernetes }) => {
        const links = [endpointGroup("shards", members)];
        new LinkPolicies(
          "app",
          { caller: { kind: "pods", namespace: "shop", labels: {} }, partOf: "shop", links, hostEgress },
          { provider: kubernetes },
        );
        return {};
      });
      return graph.nodes
        .filter(({ name }) => name.startsWith("app-to-shards"))
        .map(({ type }) => type.split(":").at(-1));
    };
    expect(await kinds("names")).to.deep.equal(["FQDNNetworkPolicy", "FQDNNetworkPolicy"]);
    // By address one host outside is as good as another.
    expect(await kinds("addresses")).to.deep.equal(["NetworkPolicy"]);
  });

  for (const [what, group, words] of [
    [
      "no members",
      endpointGroup("shards", {}),
      'links["shards"].members is 0; allowed are whole numbers from 1 to 2000',
    ],
    ["a name that is no label", endpointGroup("the shards", { a: shard(0) }), 'links name is "the shards"'],
    [
      "a member by no label",
      endpointGroup("shards", { "a.b": shard(0) }),
      'links["shards"].members key is "a.b"; allowed are DNS labels',
    ],
    [
      "a URL",
      endpointGroup("shards", { a: { ...shard(0), host: "postgres://a:b@c" } }),
      'links["shards"].members["a"].host is "(hidden)"',
    ],
    [
      "a mapped range",
      endpointGroup("shards", { a: { ...shard(0), endPort: 6000, targetPort: 1 } }),
      "a range is not mapped",
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await failureOf(recorded([group]))).to.include(words);
    });
  }

  for (const [what, changes, words] of [
    ["a name that is no label", { name: "The API" }, 'links name is "The API"; allowed are DNS labels'],
    [
      "a port that does not exist",
      { port: 70_000 },
      ".port is 70000; allowed are whole numbers from 1 to 65535",
    ],
    ["a pods' port that does not exist", { targetPort: 0 }, ".targetPort is 0; allowed are whole numbers"],
    ["no ranges, which would be everybody", { peer: { kind: "cidr", ranges: [] } }, ".peer.ranges is []"],
    [
      "an address in place of a range",
      { peer: { kind: "cidr", ranges: ["10.0.0.1"] } },
      '.peer.ranges is ["10.0.0.1"]',
    ],
    ["no hosts", { peer: { kind: "host", hosts: [] } }, ".peer.hosts is []"],
  ] as const) {
    it(`refuses an endpoint with ${what}, linked by itself or in a group`, async () => {
      const endpoint = { ...shard(0), ...changes };
      expect(await failureOf(recorded([endpoint]))).to.include(words);
      if (!("name" in changes)) {
        expect(await failureOf(recorded([endpointGroup("shards", { a: endpoint })]))).to.include(words);
      }
    });
  }

  it("takes ranges of IPv6", async () => {
    const endpoint: Endpoint = { ...shard(0), peer: { kind: "cidr", ranges: ["fd00:1::/32"] } };
    expect((await recorded([endpoint])).nodes).not.to.deep.equal([]);
  });

  it("refuses a range of ports where hosts are limited by name", async () => {
    const ranged: Endpoint = { ...shard(0), endPort: 6000, peer: { kind: "host", hosts: ["a.example"] } };
    const recording = recordWith(({ kubernetes }) => {
      new WebService("app", { ...BACKEND, links: [ranged], hostEgress: "names" }, { provider: kubernetes });
      return {};
    });
    expect(await failureOf(recording)).to.include(
      'hostEgress is "names"; allowed are "addresses" for "shard-000"',
    );
  });
});
