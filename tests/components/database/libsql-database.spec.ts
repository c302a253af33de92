import { expect } from "chai";
import type { LibsqlDatabaseArgs } from "#components/database/libsql/args";
import { LibsqlDatabase } from "#components/database/libsql-database";
import { findTopologies } from "#components/database/turso/find-topologies";
import type { Graph, Values } from "#graph/model";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";
import { TOPOLOGY } from "./turso/topology.ts";

const TURSO: LibsqlDatabaseArgs = {
  prefix: "howlerops-prod",
  project: { id: "test-project", number: "123456789012" },
  namespaces: ["howlerops"],
  driver: { kind: "turso", organization: "acme" },
  primary: "ord",
  replicas: { iad: {}, sjc: {}, fra: {}, syd: {} },
};

const SQLD: LibsqlDatabaseArgs = {
  ...TURSO,
  driver: {
    kind: "sqld",
    namespace: "howlerops",
    partOf: "howlerops",
    image: `ghcr.io/tursodatabase/libsql-server@sha256:${"a".repeat(64)}`,
    jwtPublicKey: "A".repeat(43),
  },
  primary: "us-central1-a",
  replicas: { "us-central1-b": {}, "us-central1-c": {} },
  backup: { pointInTimeRecoveryDays: 0 },
};

function recorded(args: LibsqlDatabaseArgs): Promise<Graph> {
  return recordWith(({ all }) => {
    new LibsqlDatabase("database", args, { providers: all });
    return {};
  });
}

describe("LibsqlDatabase at Turso", () => {
  it("declares no resource but the token's place", async () => {
    const graph = await recorded(TURSO);
    expect(childrenOf(graph, "database")).to.deep.equal(["strata:secrets:SecretVault database-credentials"]);
    expect(childrenOf(graph, "database-credentials")).to.have.members([
      "gcp:secretmanager/secret:Secret database-credentials-token",
      "gcp:secretmanager/secretIamMember:SecretIamMember database-credentials-token-reader-howlerops",
    ]);
    expect(nodeNamed(graph, "database-credentials-token").protect).to.equal(true);
  });

  it("S91, S130: publishes the topology, hourly backups for 7 days and recovery to any moment", async () => {
    const outputs = published(await recorded(TURSO))["outputs"] as Values;
    expect(outputs["topology"]).to.deep.equal(TOPOLOGY);
  });

  it("publishes it so that the command finds it", async () => {
    const graph = await recorded(TURSO);
    expect(findTopologies(JSON.stringify(graph)).map(({ database }) => database)).to.deep.equal([
      "howlerops-prod",
    ]);
  });

  it("S93: publishes the pool's limits of 25 open and 10 idle connections", async () => {
    const outputs = published(await recorded(TURSO))["outputs"] as Values;
    expect(outputs["pool"]).to.deep.equal({ maxOpen: 25, maxIdle: 10 });
  });

  it("is reached by its host name on 443, with the token as a file", async () => {
    expect(published(await recorded(TURSO))["endpoints"]).to.deep.equal([
      {
        id: "urn:pulumi:test::strata::strata:database:LibsqlDatabase::database#primary",
        name: "database",
        host: "howlerops-prod-acme.turso.io",
        port: 443,
        protocol: "libsql",
        peer: { kind: "host", hosts: ["howlerops-prod-acme.turso.io"] },
        credential: { files: { token: "howlerops-prod-database-token" } },
      },
    ]);
  });

  it("asks for a new token when the rotation comes round", async () => {
    const graph = await recorded({ ...TURSO, rotation: { epoch: "2026-10-01" } });
    expect(nodeNamed(graph, "database-credentials-token").inputs["rotation"]).to.deep.equal({
      nextRotationTime: "2026-12-30T00:00:00Z",
      rotationPeriod: "7776000s",
    });
  });

  const mistakes: Mistake<Partial<LibsqlDatabaseArgs>>[] = [
    [
      "a copy where the primary is",
      { replicas: { ord: {} } },
      'replicas key is "ord"; allowed are locations other than',
    ],
    [
      "a location that Turso has not",
      { replicas: { chicago: {} } },
      'replicas key is "chicago"; allowed are Turso locations',
    ],
    ["a primary that is none", { primary: "us-central1" }, 'primary is "us-central1"'],
    ["more idle connections than open ones", { pool: { maxOpen: 5, maxIdle: 10 } }, "pool.maxIdle is 10"],
    [
      "recovery further back than backups",
      { backup: { pointInTimeRecoveryDays: 8 } },
      "backup.pointInTimeRecoveryDays is 8",
    ],
    [
      "an organization",
      { driver: { kind: "turso", organization: "Acme Inc" } },
      'driver.organization is "Acme Inc"',
    ],
  ];
  refusesEach(mistakes, (args) => recorded({ ...TURSO, ...args }));
});

describe("LibsqlDatabase in the cluster", () => {
  it("consists of a node for the primary and each copy, two Services and the policies between them", async () => {
    const graph = await recorded(SQLD);
    const nodes = ["database-primary", "database-read-us-central1-b", "database-read-us-central1-c"];
    expect(childrenOf(graph, "database", "strata:database:LibsqlDatabase")).to.have.members([
      "strata:secrets:SecretVault database-credentials",
      "kubernetes:core/v1:ConfigMap database-auth",
      ...nodes.flatMap((name) => [
        `kubernetes:core/v1:ServiceAccount ${name}`,
        `kubernetes:apps/v1:StatefulSet ${name}`,
      ]),
      ...["database", "database-read"].flatMap((name) => [
        `kubernetes:core/v1:Service ${name}`,
        `kubernetes:policy/v1:PodDisruptionBudget ${name}`,
      ]),
      "strata:workload:LinkPolicies database-read",
    ]);
  });

  it("lets only copies speak to the primary's other port", async () => {
    const policy = nodeNamed(await recorded(SQLD), "database-sync-from-database-read");
    expect(policy.inputs["spec"]).to.deep.equal({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "database" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "database-read" } } }],
          ports: [{ port: 5001, protocol: "TCP" }],
        },
      ],
    });
  });

  it("tells the nodes behind one Service apart", async () => {
    const graph = await recorded(SQLD);
    const selectors = graph.nodes
      .filter(({ type }) => type === "kubernetes:apps/v1:StatefulSet")
      .map(({ inputs }) => JSON.stringify((inputs["spec"] as Values)["selector"]));
    expect(new Set(selectors).size).to.equal(3);
  });

  it("runs within the restricted standard, its disk apart from its files", async () => {
    const graph = await recorded(SQLD);
    const spec = nodeNamed(graph, "database-primary", "kubernetes:apps/v1:StatefulSet").inputs["spec"];
    expect(JSON.stringify(spec))
      .to.include('"runAsNonRoot":true')
      .and.include('"readOnlyRootFilesystem":true')
      .and.include('"drop":["ALL"]')
      .and.include('"automountServiceAccountToken":false')
      .and.include('"whenDeleted":"Retain"');
  });

  it("keeps each node in its zone, where its disk is, and gives it time to start", async () => {
    const graph = await recorded(SQLD);
    for (const [name, zone] of [
      ["database-primary", "us-central1-a"],
      ["database-read-us-central1-b", "us-central1-b"],
    ] as const) {
      const node = nodeNamed(graph, name, "kubernetes:apps/v1:StatefulSet");
      const pod = ((node.inputs["spec"] as Values)["template"] as Values)["spec"] as Values;
      expect(pod["nodeSelector"], name).to.deep.equal({ "topology.kubernetes.io/zone": zone });
      expect((pod["containers"] as Values[])[0], name).to.deep.include({
        startupProbe: { httpGet: { path: "/health", port: "http" }, periodSeconds: 5, failureThreshold: 60 },
      });
    }
  });

  it("leads copies to the primary and gives the primary none to follow", async () => {
    const graph = await recorded(SQLD);
    const argumentsOfNode = (name: string) =>
      JSON.stringify(nodeNamed(graph, name, "kubernetes:apps/v1:StatefulSet").inputs["spec"]);
    expect(argumentsOfNode("database-read-us-central1-b")).to.include(
      '"--primary-grpc-url","http://database.howlerops:5001"',
    );
    expect(argumentsOfNode("database-primary"))
      .to.include('"--grpc-listen-addr","0.0.0.0:5001"')
      .and.not.include("--primary-grpc-url");
  });

  it("adds and removes a copy without touching the others", async () => {
    const { "us-central1-c": kept } = SQLD.replicas ?? {};
    const both = await recorded(SQLD);
    const one = await recorded({ ...SQLD, replicas: { "us-central1-c": kept ?? {} } });
    const name = "database-read-us-central1-c";
    const type = "kubernetes:apps/v1:StatefulSet";
    expect(nodeNamed(one, name, type).inputs).to.deep.equal(nodeNamed(both, name, type).inputs);
    expect(nodeNamed(one, name, type).urn).to.equal(nodeNamed(both, name, type).urn);
  });

  const mistakes: Mistake<LibsqlDatabaseArgs>[] = [
    ["an image by tag", withDriver({ image: "libsql-server:v0.24" }), "image is"],
    ["a private key", withDriver({ jwtPublicKey: "-----BEGIN PRIVATE KEY-----" }), "driver.jwtPublicKey is"],
    [
      "recovery between backups",
      { ...SQLD, backup: {} },
      "backup.pointInTimeRecoveryDays is 7; allowed are 0",
    ],
    [
      "a region for a zone",
      { ...SQLD, primary: "us-central1" },
      'primary is "us-central1"; allowed are zones',
    ],
  ];
  refusesEach(mistakes, recorded);
});

function withDriver(change: Readonly<Record<string, string>>): LibsqlDatabaseArgs {
  return { ...SQLD, driver: { ...SQLD.driver, ...change } };
}

function published(graph: Graph): Values {
  return nodeNamed(graph, "database", "strata:database:LibsqlDatabase").published ?? {};
}
