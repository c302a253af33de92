import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { at, BACKEND, containerOf, FRONTEND, listAt, podSpecOf, recordService } from "../fixtures.ts";
import { ACCOUNT, DEPLOYMENT } from "../types.ts";

describe("WebService", () => {
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
});
