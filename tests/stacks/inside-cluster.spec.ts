import { expect } from "chai";
import type { Graph, Value } from "#graph/model";
import { isRecord } from "#graph/model";
import { stackFileText } from "../support/project.ts";
import { findNode, stackGraph, valueAt } from "../support/stacks.ts";

const STACKS = ["howlerops", "nextjs"].flatMap((system) =>
  ["dev", "staging", "prod"].map((environment) => `${system}-${environment}`),
);
const POD = "spec.template.spec";

/** What every stack has of a kind, with its name. */
function all(graph: Graph, kind: string): { readonly name: string; readonly inputs: Value }[] {
  return graph.nodes.filter(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`));
}

function listAt(value: Value | undefined, path: string): readonly Value[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** The upstreams of all hosts of a stack. */
function upstreams(graph: Graph): readonly Value[] {
  return all(graph, "VirtualServer").flatMap(({ inputs }) => listAt(inputs, "spec.upstreams"));
}

const isForWebSockets = (upstream: Value) => String(valueAt(upstream, "name")).endsWith("-websockets");

describe("what lies inside the cluster, in every stack", () => {
  for (const stack of STACKS) {
    describe(stack, () => {
      let graph: Graph;
      before(async () => {
        graph = await stackGraph(stack);
      });

      it("S40, S41, S42: balances by fewest connections, leaves failing pods alone, waits 60 s", () => {
        expect(upstreams(graph).length).to.be.greaterThan(0);
        for (const upstream of upstreams(graph)) {
          expect(upstream).to.include({
            "lb-method": "least_conn",
            "max-fails": 3,
            "fail-timeout": "30s",
            "connect-timeout": "5s",
          });
          const patience = isForWebSockets(upstream) ? "3600s" : "60s";
          expect(upstream).to.include({ "read-timeout": patience, "send-timeout": patience });
        }
      });

      it("S43: leads to the patient upstream what asks to become a WebSocket, and nothing else", () => {
        const routes = all(graph, "VirtualServer").flatMap(({ inputs }) => listAt(inputs, "spec.routes"));
        const matched = routes.flatMap((route) => listAt(route, "matches"));
        expect(matched.length).to.be.greaterThan(0);
        for (const match of matched) {
          expect(valueAt(match, "conditions")).to.deep.equal([{ header: "upgrade", value: "websocket" }]);
          expect(valueAt(match, "action.proxy.upstream")).to.match(/-websockets$/);
        }
        for (const route of routes) {
          expect(valueAt(route, "action.proxy.upstream")).not.to.match(/-websockets$/);
        }
      });

      it("S44, S46: lets a client make 1000 requests a minute at the ingress and refuses with 429", () => {
        const limits = all(graph, "Policy").flatMap(({ inputs }) => valueAt(inputs, "spec.rateLimit") ?? []);
        expect(limits.length).to.be.greaterThan(0);
        for (const limit of limits) {
          expect(limit).to.include({ rate: "1000r/m", rejectCode: 429 });
        }
      });

      it("S55, S69: ties no client to a pod, and pods keep nothing", () => {
        expect(upstreams(graph).filter((upstream) => valueAt(upstream, "sessionCookie"))).to.deep.equal([]);
        for (const { name, inputs } of all(graph, "Service")) {
          expect(valueAt(inputs, "spec.sessionAffinity") ?? "None", name).to.equal("None");
        }
        for (const { name, inputs } of all(graph, "Deployment")) {
          const kinds = listAt(inputs, `${POD}.volumes`).flatMap((volume) =>
            isRecord(volume) ? Object.keys(volume).filter((key) => key !== "name") : [],
          );
          const kept = kinds.filter((kind) => !["configMap", "secret", "emptyDir"].includes(kind));
          expect(kept, name).to.deep.equal([]);
        }
      });

      it("S58: shows no service but the ingress outside", () => {
        for (const { name, inputs } of all(graph, "Service")) {
          expect(valueAt(inputs, "spec.type") ?? "ClusterIP", name).to.equal("ClusterIP");
        }
      });

      it("S63, S66, S74, S107: runs every pod by the documented rules", () => {
        const accounts = all(graph, "Deployment").map(({ name, inputs }) => {
          expect(valueAt(inputs, "spec.strategy.rollingUpdate"), name).to.deep.equal({
            maxSurge: 1,
            maxUnavailable: 0,
          });
          expect(valueAt(inputs, `${POD}.securityContext`), name).to.include({
            runAsNonRoot: true,
            runAsUser: 1001,
          });
          for (const container of listAt(inputs, `${POD}.containers`)) {
            expect(valueAt(container, "securityContext"), name).to.deep.equal({
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            });
            const [live, ready] = ["livenessProbe", "readinessProbe"].map((probe) =>
              valueAt(container, `${probe}.httpGet.path`),
            );
            expect(live, name).not.to.equal(undefined);
            expect(live, name).not.to.equal(ready);
          }
          expect(valueAt(inputs, `${POD}.automountServiceAccountToken`), name).to.equal(false);
          return valueAt(inputs, `${POD}.serviceAccountName`);
        });
        expect(accounts.length).to.be.greaterThan(1);
        expect(new Set(accounts).size).to.equal(accounts.length);
      });

      it("S104: gives no container a secret but as a file", () => {
        for (const kind of ["Deployment", "CronJob", "Job"]) {
          for (const { name, inputs } of all(graph, kind)) {
            expect(JSON.stringify(inputs), name).not.to.match(/secretKeyRef|envFrom/);
          }
        }
      });

      it("S106: replaces the pods that read their credentials once, when the epoch moves on", () => {
        const names = all(graph, "Deployment").flatMap(({ inputs }) =>
          listAt(inputs, `${POD}.volumes`).flatMap((volume) => valueAt(volume, "secret.secretName") ?? []),
        );
        const [, epoch = ""] = /rotationEpoch: "(.*)"/.exec(stackFileText(stack)) ?? [];
        expect(epoch).to.match(/^\d{4}-/);
        expect(names.length).to.be.greaterThan(0);
        for (const name of names) {
          expect(String(name).endsWith(`-${epoch}`), String(name)).to.equal(true);
        }
      });
    });
  }

  it("S36: howlerops leads /, /api and below, and /health to the documented services", async () => {
    const { inputs } = findNode(await stackGraph("howlerops-prod"), "VirtualServer", "routes-host");
    const routes = listAt(inputs, "spec.routes").map((route) => [
      valueAt(route, "path"),
      valueAt(route, "action.proxy.upstream"),
    ]);
    expect(routes).to.deep.equal([
      ["/", "frontend"],
      ["=/api", "backend"],
      ["/api/", "backend"],
      ["=/health", "backend"],
    ]);
    const ports = listAt(inputs, "spec.upstreams").map((upstream) => [
      valueAt(upstream, "service"),
      valueAt(upstream, "port"),
    ]);
    expect(ports).to.deep.include(["frontend", 80]).and.deep.include(["backend", 8500]);
  });

  it("S51, S68: nextjs answers /healthz by /api/healthz, which no log of the ingress shows", async () => {
    const graph = await stackGraph("nextjs-prod");
    const { inputs } = findNode(graph, "VirtualServer", "routes-host");
    const health = listAt(inputs, "spec.routes").find((route) => valueAt(route, "path") === "=/healthz");
    expect(valueAt(health, "action.proxy.rewritePath")).to.equal("/api/healthz");
    const release = findNode(graph, "Release", "ingress-release").inputs;
    const entries = valueAt(release, "values.controller.config.entries");
    expect(String(valueAt(entries, "http-snippets"))).to.include('"~^/healthz(\\?|$)" 0;');
  });

  it("S57, S58: howlerops' frontend and backend are sized as documented, and the backend logs JSON", async () => {
    const graph = await stackGraph("howlerops-prod");
    const container = (name: string) =>
      valueAt(findNode(graph, "Deployment", name).inputs, `${POD}.containers.0`);
    const sizes = { "ephemeral-storage": "512Mi" };
    expect(valueAt(container("frontend"), "resources.limits")).to.deep.equal({
      cpu: "200m",
      memory: "512Mi",
      ...sizes,
    });
    expect(valueAt(container("backend"), "resources.limits")).to.deep.equal({
      cpu: "500m",
      memory: "1Gi",
      ...sizes,
    });
    expect(listAt(container("backend"), "env")).to.deep.include({ name: "LOG_FORMAT", value: "json" });
    expect(valueAt(container("backend"), "lifecycle.preStop.sleep.seconds")).to.equal(10);
    const scaled = all(graph, "HorizontalPodAutoscaler").map(({ name }) => name);
    expect(scaled).to.deep.equal(["backend"]);
  });

  it("S61: nextjs' servers scale from three, by the stack file's figures", async () => {
    const { inputs } = findNode(await stackGraph("nextjs-prod"), "HorizontalPodAutoscaler", "app");
    expect(valueAt(inputs, "spec")).to.include({ minReplicas: 3, maxReplicas: 9 });
  });

  it("S103: howlerops' secrets are encrypted in the cluster and every read of one is logged", async () => {
    const graph = await stackGraph("howlerops-prod");
    const encryption = valueAt(findNode(graph, "Cluster", "cluster-gke").inputs, "databaseEncryption");
    expect(valueAt(encryption, "state")).to.equal("ENCRYPTED");
    const audit = findNode(graph, "IAMAuditConfig", "secrets-audit").inputs;
    expect(listAt(audit, "auditLogConfigs")).to.deep.include({ logType: "DATA_READ" });
  });

  it("S106: the JWT key and the database token are due after 90 days", async () => {
    const graph = await stackGraph("howlerops-prod");
    for (const name of ["secrets-jwt-key", "database-credentials-token"]) {
      expect(valueAt(findNode(graph, "Secret", name).inputs, "rotation.rotationPeriod"), name).to.equal(
        `${90 * 86_400}s`,
      );
    }
  });
});
