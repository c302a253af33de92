import { expect } from "chai";
import { childrenOf, nodeNamed } from "../../../support/record.ts";
import {
  at,
  BACKEND,
  containerOf,
  DATABASE,
  DIGEST,
  FRONTEND,
  IMAGE,
  listAt,
  podSpecOf,
  recordService,
  specOf,
} from "../fixtures.ts";
import { AUTOSCALER, DEPLOYMENT, SERVICE, WEB_SERVICE } from "../types.ts";

describe("WebService", () => {
  it("has exactly these children", async () => {
    const graph = await recordService("backend", BACKEND, { files: { "/etc/app.conf": "a" } });
    expect(childrenOf(graph, "backend", WEB_SERVICE)).to.deep.equal([
      "kubernetes:core/v1:ServiceAccount backend",
      "kubernetes:core/v1:ConfigMap backend-config",
      "kubernetes:external-secrets.io/v1:ExternalSecret backend-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy backend-to-database",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy backend-to-dns",
      "kubernetes:apps/v1:Deployment backend",
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler backend",
      "kubernetes:policy/v1:PodDisruptionBudget backend",
      "kubernetes:core/v1:Service backend",
    ]);
  });

  it("leaves out what it does not need", async () => {
    const graph = await recordService("frontend", FRONTEND);
    expect(childrenOf(graph, "frontend", WEB_SERVICE)).to.deep.equal([
      "kubernetes:core/v1:ServiceAccount frontend",
      "kubernetes:apps/v1:Deployment frontend",
      "kubernetes:policy/v1:PodDisruptionBudget frontend",
      "kubernetes:core/v1:Service frontend",
    ]);
  });

  it("S57: the frontend has two fixed replicas, its documented size, and nothing that scales it", async () => {
    const graph = await recordService("frontend", FRONTEND);
    expect(specOf(graph, DEPLOYMENT, "frontend")).to.include({ replicas: 2 });
    expect(graph.nodes.filter((node) => node.type === AUTOSCALER)).to.deep.equal([]);
    expect(nodeNamed(graph, "frontend", DEPLOYMENT).settings).not.to.have.property("ignoreChanges");
    expect(at(containerOf(graph, DEPLOYMENT, "frontend"), "resources")).to.deep.equal({
      requests: { cpu: "50m", memory: "128Mi", "ephemeral-storage": "64Mi" },
      limits: { cpu: "200m", memory: "512Mi", "ephemeral-storage": "512Mi" },
    });
  });

  it("S58: the backend has its documented size, a metrics port and a graceful shutdown", async () => {
    const graph = await recordService("backend", BACKEND);
    const container = containerOf(graph, DEPLOYMENT, "backend");
    expect(at(container, "resources")).to.deep.equal({
      requests: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "64Mi" },
      limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "512Mi" },
    });
    expect(listAt(container, "ports")).to.deep.equal([
      { name: "http", containerPort: 8500 },
      { name: "metrics", containerPort: 9100 },
    ]);
    expect(at(container, "lifecycle")).to.deep.equal({ preStop: { sleep: { seconds: 10 } } });
    expect(podSpecOf(graph, DEPLOYMENT, "backend")).to.include({ terminationGracePeriodSeconds: 70 });
  });

  it("S58: its Service is internal and maps names of ports", async () => {
    const graph = await recordService("backend", BACKEND, { servicePort: 80 });
    expect(specOf(graph, SERVICE, "backend")).to.deep.equal({
      type: "ClusterIP",
      selector: { "app.kubernetes.io/name": "backend" },
      ports: [
        { name: "http", port: 80, targetPort: "http" },
        { name: "metrics", port: 9100, targetPort: "metrics" },
      ],
    });
  });

  it("starts its pods after what they need", async () => {
    const graph = await recordService("backend", BACKEND, { files: { "/etc/app.conf": "a" } });
    const { dependencies } = nodeNamed(graph, "backend", DEPLOYMENT);
    const named = (suffix: string) => dependencies.filter((urn) => urn.endsWith(suffix));
    expect(named("ServiceAccount::backend")).to.have.length(1);
    expect(named("ConfigMap::backend-config")).to.have.length(1);
    expect(named("ExternalSecret::backend-database")).to.have.length(1);
    expect(named("NetworkPolicy::backend-to-database")).to.have.length(1);
  });

  it("says where it is reached, what it calls and how it is set", async () => {
    const { published, urn } = nodeNamed(await recordService("backend", BACKEND), "backend", WEB_SERVICE);
    const labels = { "app.kubernetes.io/name": "backend" };
    const peer = { kind: "pods", namespace: "howlerops", labels };
    const host = "backend.howlerops.svc.cluster.local";
    expect(published).to.deep.equal({
      facts: {
        replicas: { min: 2, max: 10 },
        autoscaling: { targetCpuPercent: 70, scaleDownBelowPercent: 30 },
        requests: { cpuMillis: 100, memoryMiB: 256 },
        limits: { cpuMillis: 500, memoryMiB: 1024 },
        probes: {
          liveness: { kind: "http", path: "/health/live" },
          readiness: { kind: "http", path: "/health/ready" },
        },
        image: { repository: BACKEND.image.split("@")[0], digest: DIGEST },
      },
      endpoints: [
        { id: `${urn}#http`, name: "backend", host, port: 8500, protocol: "http", peer },
        { id: `${urn}#metrics`, name: "backend-metrics", host, port: 9100, protocol: "http", peer },
      ],
      links: [
        {
          from: urn,
          to: DATABASE.id,
          purpose: "request",
          name: "database",
          host: DATABASE.host,
          port: 443,
          protocol: "libsql",
          peer: DATABASE.peer,
        },
      ],
    });
  });

  it("keeps its name in the cluster apart from its identity in the stack", async () => {
    const graph = await recordService("auth-mumbai", BACKEND, { objectName: "auth" });
    const names = graph.nodes.map(({ name }) => name).filter((name) => name.includes("auth"));
    expect(names.every((name) => name.startsWith("auth-mumbai"))).to.equal(true);
    expect(at(nodeNamed(graph, "auth-mumbai", SERVICE).inputs, "metadata")).to.include({ name: "auth" });
    expect(at(nodeNamed(graph, "auth-mumbai-to-dns").inputs, "metadata")).to.include({ name: "auth-to-dns" });
  });

  it("pulls a digest once and a tag every time", async () => {
    const digest = await recordService("backend", BACKEND);
    expect(containerOf(digest, DEPLOYMENT, "backend")).to.include({
      image: IMAGE,
      imagePullPolicy: "IfNotPresent",
    });
    const tag = await recordService("backend", BACKEND, { image: "nginx:1.25-alpine", allowTag: true });
    expect(containerOf(tag, DEPLOYMENT, "backend")).to.include({ imagePullPolicy: "Always" });
  });
});
