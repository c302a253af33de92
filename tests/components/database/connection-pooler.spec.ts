import { expect } from "chai";
import { ConnectionPooler, type ConnectionPoolerArgs } from "#components/database/connection-pooler";
import type { Graph, Values } from "#graph/model";
import { POSTGRES } from "../../support/fixtures/endpoints.ts";
import { createLate } from "../../support/fixtures/late.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const POOLER = "strata:database:ConnectionPooler";
const ARGS: ConnectionPoolerArgs = {
  namespace: "shop",
  partOf: "shop",
  image: `ghcr.io/cloudnative-pg/pgbouncer@sha256:${"a".repeat(64)}`,
  server: POSTGRES,
  databases: ["shop"],
  serverConnections: 80,
  secretStore: { name: "secret-manager" },
};

function recorded(args: Partial<ConnectionPoolerArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new ConnectionPooler("pooler", { ...ARGS, ...args }, { provider: kubernetes });
    return {};
  });
}

async function configOf(args: Partial<ConnectionPoolerArgs> = {}): Promise<string> {
  const graph = await recorded(args);
  const map = graph.nodes.find(({ type }) => type === "kubernetes:core/v1:ConfigMap");
  const data = map?.inputs["data"] as Values | undefined;
  return String(data?.["etc.pgbouncer.template.ini"]);
}

describe("ConnectionPooler", () => {
  it("consists of a service", async () => {
    expect(childrenOf(await recorded(), "pooler", POOLER)).to.deep.equal([
      "strata:workload:WebService pooler",
    ]);
  });

  it("S94: opens no more connections than the server is to have, over all its pods", async () => {
    expect(await configOf()).to.include("default_pool_size = 40\nmax_db_connections = 40\n");
    expect(await configOf({ databases: ["shop", "blog"], replicas: 4 })).to.include(
      "max_db_connections = 10\n",
    );
    expect(await configOf()).to.include("max_client_conn = 1000\n");
    expect(await configOf({ clientConnections: 500 })).to.include("max_client_conn = 250\n");
  });

  it("shares by transaction unless told otherwise, and checks who the server is", async () => {
    expect(await configOf()).to.include("pool_mode = transaction\n");
    expect(await configOf({ mode: "session" })).to.include("pool_mode = session\n");
    expect(await configOf()).to.include(
      "server_tls_sslmode = verify-ca\nserver_tls_ca_file = /var/run/secrets/strata/database/ca.pem\n",
    );
  });

  it("keeps the password out of its configuration and its command", async () => {
    const graph = await recorded();
    const deployment = nodeNamed(graph, "pooler", "kubernetes:apps/v1:Deployment");
    const text = JSON.stringify([await configOf(), deployment.inputs]);
    expect(text).to.include('$(cat \\"$DATABASE_PASSWORD_FILE\\")');
    expect(text).to.include('"name":"DATABASE_PASSWORD_FILE"');
    expect(await configOf()).not.to.match(/password/i);
  });

  it("rolls its pods onto new passwords", async () => {
    const podsAt = async (args: Partial<ConnectionPoolerArgs>) =>
      JSON.stringify(nodeNamed(await recorded(args), "pooler", "kubernetes:apps/v1:Deployment").inputs);
    expect(await podsAt({ credentialsRevision: "2026-10-01" })).to.include("pooler-database-2026-10-01");
    expect(await podsAt({})).not.to.include("2026-10-01");
  });

  it("takes a server whose address is known only after deployment", async () => {
    const graph = await recordWith(({ gcp, kubernetes }) => {
      const host = createLate(gcp).address;
      new ConnectionPooler("pooler", { ...ARGS, server: { ...POSTGRES, host } }, { provider: kubernetes });
      return {};
    });
    const { inputs } = nodeNamed(graph, "pooler", "kubernetes:apps/v1:Deployment");
    expect(JSON.stringify(inputs)).to.include('{"name":"DATABASE_HOST","value":{"$unknown":true}}');
  });

  it("is reached as a server of its own, with the same user and password", async () => {
    const { published, urn } = nodeNamed(await recorded(), "pooler", POOLER);
    const [endpoint] = (published?.["endpoints"] ?? []) as unknown as Values[];
    expect(endpoint).to.deep.equal({
      id: `${urn}#postgres`,
      name: "pooler",
      host: "pooler.shop.svc.cluster.local",
      port: 5432,
      targetPort: 6432,
      protocol: "postgres",
      peer: { kind: "pods", namespace: "shop", labels: { "app.kubernetes.io/name": "pooler" } },
      credential: { files: { user: "shop-user", password: "shop-password" } },
    });
  });

  it("is the only one that its policies let reach the server", async () => {
    const policy = nodeNamed(await recorded(), "pooler-to-database");
    expect((policy.inputs["spec"] as Values)["egress"]).to.deep.equal([
      { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ port: 5432, protocol: "TCP" }] },
    ]);
  });

  const mistakes: Mistake<Partial<ConnectionPoolerArgs>>[] = [
    [
      "fewer connections than pods",
      { serverConnections: 1 },
      "serverConnections is 1; allowed are whole numbers from 2",
    ],
    ["a single pod", { replicas: 1 }, "replicas is 1; allowed are whole numbers from 2 to 10"],
    ["a server that is none", { server: { ...POSTGRES, protocol: "redis" } }, 'server.protocol is "redis"'],
    [
      "a server without an authority",
      { server: { ...POSTGRES, credential: { files: { user: "u", password: "p" } } } },
      'server.credential is ["user","password"]; allowed are files with ca.pem among them',
    ],
    ["a database's name that would end the line", { databases: ["shop\nadmin"] }, "databases is"],
    ["no database", { databases: [] }, "databases is []"],
  ];
  refusesEach(mistakes, recorded);
});
