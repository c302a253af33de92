import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { KubernetesApi } from "./api/client.ts";
import { type Access, writeKubeconfig } from "./api/connection.ts";
import { type Child, startChild } from "./child.ts";
import { LOST } from "./nodes.ts";
import { freePort } from "./port.ts";

/** A running control plane: the API, and files that say how to reach it. */
export interface ControlPlane {
  readonly api: KubernetesApi;
  readonly access: Access;
  /** Kubeconfig of whoever may do everything. */
  readonly kubeconfig: string;
  /** Folder with the API server's certificate and its key. */
  readonly certificates: string;
}

/** Who speaks to the API; the token is the name, as nothing outside this machine can reach it. */
const USERS = {
  admin: ["admin", "system:masters"],
  "kube-controller-manager": ["system:kube-controller-manager", ""],
  "kube-scheduler": ["system:kube-scheduler", ""],
  kwok: ["kwok", "system:masters"],
} as const;

export interface ControlPlaneOptions {
  /** How soon a node that does not answer counts as lost, and its pods as gone. Default 60 s and 300 s. */
  readonly lostNodes?: { readonly noticedSeconds: number; readonly tolerationSeconds: number };
  /** Seconds between two looks of an autoscaler. Default 15, Kubernetes' own. */
  readonly autoscalerSyncSeconds?: number;
}

const START_SECONDS = 60;
const PORT_TRIES = 3;

/**
 * Starts etcd, the API server, the controllers, the scheduler and kwok, which plays nodes and pods.
 *
 * @param folder where everything is kept
 * @throws Error with the end of what a server printed when it does not start
 */
export async function startControlPlane(
  folder: string,
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  writeFileSync(join(folder, "service-accounts.key"), privateKey, { mode: 0o600 });
  const tokens = Object.entries(USERS).map(([token, [user, group]]) => `${token},${user},${user},"${group}"`);
  writeFileSync(join(folder, "tokens.csv"), `${tokens.join("\n")}\n`, { mode: 0o600 });

  const etcd = startChild("etcd", etcdArgs(folder), folder);
  const { noticedSeconds, tolerationSeconds } = options.lostNodes ?? {
    noticedSeconds: 60,
    tolerationSeconds: 300,
  };
  const { api, access } = await startApiServer(folder, etcd, tolerationSeconds);
  for (const user of Object.keys(USERS)) {
    writeKubeconfig(join(folder, `${user}.kubeconfig`), { ...access, token: user });
  }
  const { autoscalerSyncSeconds = 15 } = options;
  startChild(
    "kube-controller-manager",
    controllerArgs(folder, noticedSeconds, autoscalerSyncSeconds),
    folder,
  );
  startChild("kube-scheduler", schedulerArgs(folder), folder);
  startChild("kwok", kwokArgs(folder, noticedSeconds), folder);
  return {
    api,
    access,
    kubeconfig: join(folder, "admin.kubeconfig"),
    certificates: certificatesIn(folder),
  };
}

/** A port is free until somebody else takes it: then the server ends at once, and gets another one. */
async function startApiServer(
  folder: string,
  etcd: Child,
  tolerationSeconds: number,
): Promise<{ api: KubernetesApi; access: Access }> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const server = startChild("kube-apiserver", apiServerArgs(folder, port, tolerationSeconds), folder);
    const access: Access = {
      server: `https://127.0.0.1:${port}`,
      certificateAuthority: join(certificatesIn(folder), "apiserver.crt"),
      token: "admin",
    };
    const api = await ready(access, [etcd, server]);
    if (api instanceof KubernetesApi) {
      return { api, access };
    }
    if (tries === PORT_TRIES || !api.lastLines().includes("address already in use")) {
      throw new Error(`${api.name} did not start:\n${api.lastLines()}`);
    }
  }
}

/** Waits until the API answers. @returns the server that ended, or did not get ready, instead */
async function ready(access: Access, servers: readonly Child[]): Promise<KubernetesApi | Child> {
  const ended = Promise.race(servers.map(async (server) => server.ended.then(() => server)));
  const deadline = Date.now() + START_SECONDS * 1000;
  let api: KubernetesApi | undefined;
  while (Date.now() < deadline) {
    const dead = await Promise.race([ended, setTimeout(100, undefined)]);
    if (dead) {
      return dead;
    }
    try {
      // Its certificate is there only after it has made it.
      api ??= new KubernetesApi(access);
    } catch {
      continue;
    }
    if (await api.answers("/readyz")) {
      return api;
    }
  }
  return servers.at(-1) ?? (await ended);
}

function certificatesIn(folder: string): string {
  return join(folder, "certificates");
}

function etcdArgs(folder: string): string[] {
  const socket = (name: string) => `unix://${join(folder, `${name}.socket`)}`;
  // Sockets in the folder instead of ports; a single member advertises itself to nobody.
  const nowhere = "http://127.0.0.1:1";
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${socket("etcd")}`,
    `--listen-peer-urls=${socket("peers")}`,
    `--advertise-client-urls=${nowhere}`,
    `--initial-advertise-peer-urls=${nowhere}`,
    `--initial-cluster=default=${nowhere}`,
    // What it holds does not outlive the tests.
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

function apiServerArgs(folder: string, port: number, tolerationSeconds: number): string[] {
  const key = join(folder, "service-accounts.key");
  return [
    `--etcd-servers=unix://${join(folder, "etcd.socket")}`,
    "--bind-address=127.0.0.1",
    "--advertise-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${certificatesIn(folder)}`,
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    "--authorization-mode=RBAC",
    "--service-cluster-ip-range=10.96.0.0/16",
    // There is no kubelet or proxy that would need the API's own endpoints.
    "--endpoint-reconciler-type=none",
    "--allow-privileged",
    // How long pods stay on a node that does not answer.
    `--default-not-ready-toleration-seconds=${tolerationSeconds}`,
    `--default-unreachable-toleration-seconds=${tolerationSeconds}`,
    "--profiling=false",
  ];
}

function controllerArgs(folder: string, noticedSeconds: number, autoscalerSyncSeconds: number): string[] {
  return [
    ...clientArgs(folder, "kube-controller-manager"),
    `--service-account-private-key-file=${join(folder, "service-accounts.key")}`,
    "--use-service-account-credentials",
    "--node-monitor-period=1s",
    `--node-monitor-grace-period=${noticedSeconds}s`,
    // A node in ten seconds by default, as a real cluster has thousands.
    "--node-eviction-rate=50",
    "--secondary-node-eviction-rate=50",
    `--horizontal-pod-autoscaler-sync-period=${autoscalerSyncSeconds}s`,
  ];
}

function schedulerArgs(folder: string): string[] {
  return clientArgs(folder, "kube-scheduler");
}

function clientArgs(folder: string, name: string): string[] {
  return [
    `--kubeconfig=${join(folder, `${name}.kubeconfig`)}`,
    `--authentication-kubeconfig=${join(folder, `${name}.kubeconfig`)}`,
    `--authorization-kubeconfig=${join(folder, `${name}.kubeconfig`)}`,
    "--leader-elect=false",
    // Nobody asks them anything.
    "--secure-port=0",
    // They start slowly and act in the steps of a large cluster by default.
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
  ];
}

function kwokArgs(folder: string, noticedSeconds: number): string[] {
  const stages = ["nodes", "pods"].map((name) => join(import.meta.dirname, "stages", `${name}.yaml`));
  return [
    `--kubeconfig=${join(folder, "kwok.kubeconfig")}`,
    `--manage-nodes-with-label-selector=!${LOST}`,
    ...stages.map((file) => `--config=${file}`),
    // Leases are renewed every quarter of this: thrice within the time that a node may be silent.
    `--node-lease-duration-seconds=${noticedSeconds}`,
  ];
}
