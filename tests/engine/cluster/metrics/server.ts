import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { KubernetesObject } from "../api/object.ts";

/** Gives the samples of the pods in a namespace that a selector names, both empty for all. */
export type Samples = (namespace: string, labelSelector: string) => Promise<readonly KubernetesObject[]>;

/** A server that runs. */
export interface MetricsServer {
  readonly port: number;
  /** Ends it, and all connections to it. */
  close(): Promise<void>;
}

export const GROUP = "metrics.k8s.io";
export const VERSION = "v1beta1";

const FOLDER = `/apis/${GROUP}/${VERSION}`;
const PODS = new RegExp(`^${FOLDER}(?:/namespaces/([^/]+))?/pods$`);
const RESOURCES = {
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: `${GROUP}/${VERSION}`,
  resources: [{ name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["list"] }],
};

/**
 * Serves the part of the metrics API that autoscalers ask, on a port of this machine that the system gives. It does
 * not keep the process alive.
 */
export function serveMetrics(
  certificate: { readonly key: string; readonly cert: string },
  samples: Samples,
): Promise<MetricsServer> {
  const server = createServer(certificate, (request, response) => void answer(request, response, samples));
  server.on("secureConnection", (socket) => socket.unref());
  server.unref();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address !== "object" || address === null) {
        reject(new Error("the system gave no port"));
        return;
      }
      resolve({
        port: address.port,
        close: () =>
          new Promise((ended) => {
            server.close(() => ended());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, samples: Samples): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "https://localhost");
  const [found, namespace = ""] = PODS.exec(pathname) ?? [];
  if (pathname === FOLDER) {
    send(response, 200, RESOURCES);
    return;
  }
  if (found === undefined) {
    send(response, 404, statusOf(404, "NotFound", `${pathname} is not served`));
    return;
  }
  try {
    const items = await samples(namespace, searchParams.get("labelSelector") ?? "");
    const list = { kind: "PodMetricsList", apiVersion: `${GROUP}/${VERSION}`, metadata: {}, items };
    send(response, 200, list);
  } catch (error) {
    send(response, 500, statusOf(500, "InternalError", String(error)));
  }
}

function statusOf(code: number, reason: string, message: string): KubernetesObject {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message };
}

function send(response: ServerResponse, code: number, body: KubernetesObject): void {
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}
