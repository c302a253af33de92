import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { databaseConnections } from "#policies/capacity/database-connections";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const CONNECTION = {
  name: "database",
  host: "10.0.0.5",
  port: 5432,
  protocol: "postgres",
  peer: { kind: "cidr", ranges: ["10.0.0.5/32"] },
};

function database(maxConnections: number): Node {
  const node = resource("strata:database:PostgresDatabase", {}, { name: "database" });
  const endpoints = [{ id: `${node.urn}#primary`, ...CONNECTION }];
  return { ...node, published: { endpoints, outputs: { maxConnections, pool: { maxOpen: 20 } } } };
}

const PRIMARY = `${database(0).urn}#primary`;

function caller(name: string, max: number, options: { readonly parent?: Node } = {}): Node {
  const node = resource("strata:workload:WebService", {}, { name, ...options });
  const links: Values[] = [{ from: node.urn, to: PRIMARY, purpose: "request", ...CONNECTION }];
  return { ...node, published: { links, facts: { replicas: { min: 1, max } } } };
}

const pooler = (serverConnections: Value) =>
  resource("strata:database:ConnectionPooler", { serverConnections }, { name: "pooler" });

describe("D8 the callers of a database", () => {
  describeRule(databaseConnections, {
    passes: {
      "pools within the limit, with a rollout of each": [
        database(103),
        caller("api", 3),
        caller("worker", 0),
      ],
      "a pooler between": [database(53), pooler(50), caller("pool", 9, { parent: pooler(50) })],
    },
    fails: {
      "pools of all pods that autoscalers may start": {
        stack: [database(100), caller("api", 4), caller("worker", 1)],
        findings: [
          "its callers open up to 140 connections (api 100, worker 40), and it takes 100, 3 of them reserved [outputs.maxConnections]",
        ],
      },
      "a pooler that opens too many": {
        stack: [database(50), pooler(50), caller("pool", 2, { parent: pooler(50) })],
        findings: [
          "its callers open up to 50 connections (pooler 50), and it takes 50, 3 of them reserved [outputs.maxConnections]",
        ],
      },
    },
    unknown: {
      "what a pooler opens": {
        stack: [database(50), pooler(UNKNOWN), caller("pool", 2, { parent: pooler(50) })],
        at: ["serverConnections"],
      },
    },
  });
});
