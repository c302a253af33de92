import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { at, BACKEND, containerOf, FRONTEND, listAt, podSpecOf, recordService, specOf } from "../fixtures.ts";
import { BUDGET, DEPLOYMENT, WEB_SERVICE } from "../types.ts";

describe("WebService", () => {
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
    const { facts } = nodeNamed(graph, "queue", WEB_SERVICE).published ?? {};
    expect(facts).to.have.deep.property("probes", {
      liveness: { kind: "tcp", port: 8500 },
      readiness: { kind: "command", command: ["/ready"] },
    });
  });
});
