import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { labelsOf, selectorOf } from "../../core/kubernetes/labels.ts";
import type { SqldDriver } from "./args.ts";

/** Port for clients of a node. Source: libSQL, Docker image quick reference. */
export const HTTP_PORT = 8080;
/** Port for replicas of the primary. Source: libSQL, Docker image quick reference. */
export const GRPC_PORT = 5001;

export const PORT_NAMES: Readonly<Record<number, string>> = { [HTTP_PORT]: "http", [GRPC_PORT]: "grpc" };

export interface ServiceResources {
  readonly service: Service;
  readonly budget: PodDisruptionBudget;
}

/** Name of the file with the key that verifies tokens. */
export const KEY_FILE = "jwt-key";

/** The key is public: it verifies tokens and cannot create them. */
export function createKey(
  name: string,
  { namespace, partOf, jwtPublicKey }: SqldDriver,
  opts: CustomResourceOptions,
): ConfigMap {
  return new ConfigMap(
    `${name}-auth`,
    {
      metadata: { name: `${name}-auth`, namespace, labels: labelsOf({ name, partOf }) },
      data: { [KEY_FILE]: jwtPublicKey },
    },
    opts,
  );
}

/** A Service for the pods of one kind, and a disruption budget that lets maintenance take one of them at a time. */
export function createService(
  name: string,
  { namespace, partOf }: SqldDriver,
  ports: readonly number[],
  opts: CustomResourceOptions,
): ServiceResources {
  const metadata = { name, namespace, labels: labelsOf({ name, partOf }) };
  const service = new Service(
    name,
    {
      metadata,
      spec: {
        type: "ClusterIP",
        selector: selectorOf(name),
        ports: ports.map((port) => ({ name: PORT_NAMES[port] ?? "", port, targetPort: port })),
      },
    },
    opts,
  );
  const budget = new PodDisruptionBudget(
    name,
    {
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: selectorOf(name) },
        // An unhealthy pod must not block maintenance of its node.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    opts,
  );
  return { service, budget };
}
