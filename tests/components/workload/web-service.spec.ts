import { expect } from "chai";
import { childrenOf, nodeNamed } from "../../support/record.ts";
import {
  at,
  BACKEND,
  containerOf,
  DATABASE,
  FRONTEND,
  IMAGE,
  listAt,
  podSpecOf,
  recordService,
  specOf,
} from "./fixtures.ts";

const COMPONENT = "strata:workload:WebService";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const SERVICE = "kubernetes:core/v1:Service";
const ACCOUNT = "kubernetes:core/v1:ServiceAccount";

describe("WebService", () => {
  it("has exactly these children", async () => {
    const graph = await recordService("backend", BACKEND, { files: { "/etc/app.conf": "a" } });
    expect(childrenOf(graph, "backend", COMPONENT)).to.deep.equal([
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
    expect(childrenOf(graph, "frontend", COMPONENT)).to.deep.equal([
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

  it("S63: rolls with one pod more and none fewer, and leaves the number to the autoscaler", async () => {
    const graph = await recordService("backend", BACKEND);
    const deployment = nodeNamed(graph, "backend", DEPLOYMENT);
    expect(at(deployment.inputs, "spec", "strategy")).to.deep.equal({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(at(deployment.inputs, "spec")).not.to.have.property("replicas");
    expect(deployment.settings.ignoreChanges).to.deep.equal(["spec.replicas"]);
  });

  it("S64: spreads pods over zones strictly, over nodes where it can, each revision by itself", async () => {
    const graph = await recordService("backend", BACKEND);
    const pods = { matchLabels: { "app.kubernetes.io/name": "backend" } };
    const common = {
      maxSkew: 1,
      labelSelector: pods,
      matchLabelKeys: ["pod-template-hash"],
      nodeTaintsPolicy: "Honor",
    };
    expect(listAt(podSpecOf(graph, DEPLOYMENT, "backend"), "topologySpreadConstraints")).to.deep.equal([
      { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule", ...common },
      { topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway", ...common },
    ]);
    const relaxed = await recordService("backend", BACKEND, { zoneSpread: "preferred" });
    const [zones] = listAt(podSpecOf(relaxed, DEPLOYMENT, "backend"), "topologySpreadConstraints");
    expect(zones).to.include({ whenUnsatisfiable: "ScheduleAnyway" });
  });

  it("S64: lets at most one pod go at a time, and pods that never worked at any time", async () => {
    const graph = await recordService("backend", BACKEND);
    expect(specOf(graph, BUDGET, "backend")).to.deep.equal({
      selector: { matchLabels: { "app.kubernetes.io/name": "backend" } },
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("S65: restarts what hangs and takes out of service what is not ready", async () => {
    const graph = await recordService("backend", BACKEND);
    const container = containerOf(graph, DEPLOYMENT, "backend");
    expect(at(container, "livenessProbe")).to.include({
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(at(container, "readinessProbe")).to.include({
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 3,
    });
    expect(at(container, "startupProbe")).to.include({ periodSeconds: 2, failureThreshold: 30 });
  });

  it("S66: asks for life where no database is asked, and for readiness elsewhere", async () => {
    const graph = await recordService("backend", BACKEND);
    const container = containerOf(graph, DEPLOYMENT, "backend");
    expect(at(container, "livenessProbe", "httpGet")).to.deep.equal({ path: "/health/live", port: 8500 });
    expect(at(container, "startupProbe", "httpGet")).to.deep.equal({ path: "/health/live", port: 8500 });
    expect(at(container, "readinessProbe", "httpGet")).to.deep.equal({ path: "/health/ready", port: 8500 });
  });

  it("S68: takes each system's own health paths, or gRPC, or a command", async () => {
    const graph = await recordService("web", FRONTEND, {
      probes: {
        liveness: { path: "/api/healthz", port: 8080 },
        readiness: { grpcPort: 81 },
        startup: { command: ["/bin/started"], failureThreshold: 60 },
      },
    });
    const container = containerOf(graph, DEPLOYMENT, "web");
    expect(at(container, "livenessProbe", "httpGet")).to.deep.equal({
      path: "/api/healthz",
      port: 8080,
    });
    expect(at(container, "readinessProbe", "grpc")).to.deep.equal({ port: 81 });
    expect(at(container, "startupProbe")).to.deep.include({
      exec: { command: ["/bin/started"] },
      failureThreshold: 60,
    });
  });

  it("S68: asks by a connection where nothing else is spoken", async () => {
    const graph = await recordService("queue", BACKEND, {
      protocol: "tcp",
      probes: { liveness: { tcpPort: 8500 }, readiness: { command: ["/ready"] } },
    });
    const container = containerOf(graph, DEPLOYMENT, "queue");
    expect(at(container, "livenessProbe", "tcpSocket")).to.deep.equal({ port: 8500 });
    expect(at(container, "startupProbe", "tcpSocket")).to.deep.equal({ port: 8500 });
    const { summary } = nodeNamed(graph, "queue", COMPONENT).published ?? {};
    expect(summary).to.include({ probes: "live TCP 8500, ready /ready" });
  });

  it("S74: runs as user 1001 on a read-only root, without capabilities or a way to gain any", async () => {
    const graph = await recordService("backend", BACKEND);
    expect(at(podSpecOf(graph, DEPLOYMENT, "backend"), "securityContext")).to.deep.equal({
      runAsNonRoot: true,
      runAsUser: 1001,
      runAsGroup: 1001,
      fsGroup: 1001,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(at(containerOf(graph, DEPLOYMENT, "backend"), "securityContext")).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("S74: binds port 80 as user 1001 by the one sysctl that the restricted standard allows", async () => {
    const graph = await recordService("frontend", FRONTEND);
    const { securityContext } = podSpecOf(graph, DEPLOYMENT, "frontend");
    expect(securityContext).to.deep.include({
      runAsUser: 1001,
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
  });

  it("S107: has an account of its own without a token", async () => {
    const graph = await recordService("backend", BACKEND);
    expect(nodeNamed(graph, "backend", ACCOUNT).inputs).to.include({ automountServiceAccountToken: false });
    expect(podSpecOf(graph, DEPLOYMENT, "backend")).to.include({
      serviceAccountName: "backend",
      automountServiceAccountToken: false,
    });
  });

  it("writes only where it was told to", async () => {
    const graph = await recordService("frontend", FRONTEND, { writablePaths: ["/tmp", "/var/cache/nginx"] });
    expect(listAt(podSpecOf(graph, DEPLOYMENT, "frontend"), "volumes")).to.deep.equal([
      { name: "writable-0", emptyDir: {} },
      { name: "writable-1", emptyDir: {} },
    ]);
    expect(listAt(containerOf(graph, DEPLOYMENT, "frontend"), "volumeMounts")).to.deep.equal([
      { name: "writable-0", mountPath: "/tmp" },
      { name: "writable-1", mountPath: "/var/cache/nginx" },
    ]);
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
    const { published } = nodeNamed(await recordService("backend", BACKEND), "backend", COMPONENT);
    const labels = { "app.kubernetes.io/name": "backend" };
    const peer = { kind: "pods", namespace: "howlerops", labels };
    const host = "backend.howlerops.svc.cluster.local";
    expect(published).to.deep.equal({
      summary: {
        pods: "2 to 10, CPU 70 %, down below 30 %",
        size: "100m to 500m CPU, 256Mi to 1Gi memory",
        probes: "live /health/live, ready /health/ready",
        image: "backend@sha256:9f86d081",
      },
      endpoints: [
        { name: "backend", host, port: 8500, protocol: "http", peer },
        { name: "backend-metrics", host, port: 9100, protocol: "http", peer },
      ],
      links: [{ from: "backend", to: "database", port: 443, protocol: "libsql", peer: DATABASE.peer }],
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

  it("renders exactly this Deployment for the documented backend", async () => {
    const graph = await recordService("backend", BACKEND, {
      command: ["/backend"],
      args: ["--serve"],
      priorityClassName: "standard",
    });
    const name = { "app.kubernetes.io/name": "backend" };
    const labels = {
      ...name,
      "app.kubernetes.io/part-of": "howlerops",
      "app.kubernetes.io/managed-by": "strata",
    };
    const get = (path: string) => ({ httpGet: { path, port: 8500 } });
    const { topologySpreadConstraints: _spread, ...pod } = podSpecOf(graph, DEPLOYMENT, "backend");
    const { template: _template, ...spec } = specOf(graph, DEPLOYMENT, "backend");
    expect(spec).to.deep.equal({
      selector: { matchLabels: name },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
    });
    expect(at(nodeNamed(graph, "backend", DEPLOYMENT).inputs, "spec", "template", "metadata")).to.deep.equal({
      labels,
      annotations: {
        "kubectl.kubernetes.io/default-container": "backend",
        "cluster-autoscaler.kubernetes.io/safe-to-evict": "true",
      },
    });
    expect(pod).to.deep.equal({
      serviceAccountName: "backend",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: "standard",
      terminationGracePeriodSeconds: 70,
      dnsConfig: { options: [{ name: "ndots", value: "2" }] },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1001,
        runAsGroup: 1001,
        fsGroup: 1001,
        seccompProfile: { type: "RuntimeDefault" },
      },
      volumes: [
        { name: "credential-database", secret: { secretName: "backend-database", defaultMode: 0o440 } },
        { name: "writable-0", emptyDir: {} },
      ],
      containers: [
        {
          name: "backend",
          image: IMAGE,
          imagePullPolicy: "IfNotPresent",
          command: ["/backend"],
          args: ["--serve"],
          env: [
            { name: "DATABASE_HOST", value: "howlerops.turso.example" },
            { name: "DATABASE_PORT", value: "443" },
            { name: "DATABASE_TOKEN_FILE", value: "/var/run/secrets/strata/database/token" },
          ],
          ports: [
            { name: "http", containerPort: 8500 },
            { name: "metrics", containerPort: 9100 },
          ],
          resources: {
            requests: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "64Mi" },
            limits: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "512Mi" },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "credential-database", mountPath: "/var/run/secrets/strata/database", readOnly: true },
            { name: "writable-0", mountPath: "/tmp" },
          ],
          livenessProbe: {
            ...get("/health/live"),
            periodSeconds: 10,
            timeoutSeconds: 2,
            failureThreshold: 3,
          },
          readinessProbe: {
            ...get("/health/ready"),
            periodSeconds: 5,
            timeoutSeconds: 2,
            failureThreshold: 3,
          },
          startupProbe: { ...get("/health/live"), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 },
          lifecycle: { preStop: { sleep: { seconds: 10 } } },
        },
      ],
    });
  });
});
