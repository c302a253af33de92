import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { type KubernetesObject, numberAt } from "./api/object.ts";
import { TestCluster } from "./test-cluster.ts";

const BY = { fieldManager: "spec" };
const METRICS = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  name: "v1beta1.metrics.k8s.io",
};

describe("a test cluster", () => {
  let cluster: TestCluster;

  before(async () => {
    cluster = await TestCluster.start();
  });

  after(() => cluster?.stop());

  const messageOf = (work: Promise<unknown>) =>
    work.then(
      () => "nothing was refused",
      (error: Error) => error.message,
    );

  it("refuses fields that it does not know", async () => {
    const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" }, dta: {} };
    expect(await messageOf(cluster.api.create(config, BY))).to.contain('unknown field "dta"');
  });

  it("refuses pods that a namespace's security standard forbids", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    await cluster.api.create(
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "strict", labels } },
      BY,
    );
    const pod: KubernetesObject = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "root", namespace: "strict" },
      spec: { containers: [{ name: "root", image: "root:1", securityContext: { privileged: true } }] },
    };
    // Its account is made by a controller, a moment after the namespace.
    const account = { apiVersion: "v1", kind: "ServiceAccount" };
    for await (const _ of cluster.api.watch(account, { namespace: "strict" }, AbortSignal.timeout(10_000))) {
      break;
    }
    expect(await messageOf(cluster.api.create(pod, BY))).to.contain(
      'violates PodSecurity "restricted:latest"',
    );
  });

  it("leaves nothing behind when it is stopped", async () => {
    const other = await TestCluster.start({ metrics: { syncSeconds: 15 } });
    const folder = dirname(other.kubeconfig);
    const ids = processesOf(folder);
    const metrics = await other.api.read(METRICS);
    const port = numberAt(metrics, "spec", "service", "port");
    expect(await answers(port)).to.equal(true);
    await other.stop();
    expect(await answers(port)).to.equal(false);
    expect(existsSync(folder)).to.equal(false);
    expect(ids.filter(isRunning)).to.deep.equal([]);
    expect(ids).to.have.length(5);
  });

  for (const signal of ["SIGKILL", "SIGINT"] as const) {
    it(`leaves nothing behind when ${signal} ends its process`, async () => {
      const child = spawn(process.execPath, [join(import.meta.dirname, "fixtures", "start.ts")], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const folder = dirname(await firstLine(child));
      const ids = processesOf(folder);
      expect(ids).to.have.length(5);
      child.kill(signal);
      await once(child, "exit");
      for (let tries = 0; existsSync(folder) && tries < 100; tries++) {
        await setTimeout(100);
      }
      expect(existsSync(folder)).to.equal(false);
      expect(ids.filter(isRunning)).to.deep.equal([]);
    });
  }
});

/** Whether somebody listens on a port of this machine. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const part of child.stdout ?? []) {
    text += String(part);
    if (text.includes("\n")) {
      break;
    }
  }
  return text.trim();
}

function processesOf(folder: string): number[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".pid"));
  return files.map((name) => Number(readFileSync(join(folder, name), "utf8")));
}

/** Whether a process runs; one that has ended and is not collected yet does not. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const status = existsSync(`/proc/${id}/stat`) ? readFileSync(`/proc/${id}/stat`, "utf8") : "";
  return !/\) Z /.test(status);
}
