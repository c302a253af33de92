import { StatefulSet } from "@pulumi/kubernetes/apps/v1/statefulSet.js";
import type { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { labelsOf, selectorOf } from "../../core/kubernetes/labels.ts";
import { type Resources, resourceRequirements } from "../../workload/pod/container/resources.ts";
import { containerSecurity, DEFAULT_USER, podSecurity } from "../../workload/pod/rights/security.ts";
import type { SqldDriver } from "./args.ts";
import { GRPC_PORT, HTTP_PORT, KEY_FILE, PORT_NAMES } from "./service.ts";

/** Inputs of a node. */
export interface NodeSettings {
  readonly driver: SqldDriver;
  readonly key: ConfigMap;
  /** Name of its Service. */
  readonly serves: string;
  readonly zone: string;
  /** Address of the primary; undefined for the primary itself. */
  readonly primary: string | undefined;
  readonly resources: Resources;
  readonly protect: boolean;
}

export interface NodeResources {
  readonly statefulSet: StatefulSet;
  readonly serviceAccount: ServiceAccount;
}

const DATA = "/var/lib/sqld";

/** Label that distinguishes the nodes behind one Service: every node is a separate StatefulSet. */
const INSTANCE_LABEL = "app.kubernetes.io/instance";

/** A node: a pod that keeps its name and its disk, tied to the disk's zone. */
export function createNode(name: string, settings: NodeSettings, opts: CustomResourceOptions): NodeResources {
  const { driver, serves, zone, protect } = settings;
  const { namespace, partOf, diskGiB = 10, storageClass = "premium-rwo" } = driver;
  const selector = { ...selectorOf(serves), [INSTANCE_LABEL]: name };
  const labels = { ...labelsOf({ name: serves, partOf }), [INSTANCE_LABEL]: name };
  const serviceAccount = new ServiceAccount(
    name,
    { metadata: { name, namespace, labels }, automountServiceAccountToken: false },
    opts,
  );
  const statefulSet = new StatefulSet(
    name,
    {
      metadata: { name, namespace, labels },
      spec: {
        replicas: 1,
        serviceName: serves,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: podSecurity(DEFAULT_USER, [HTTP_PORT]),
            nodeSelector: { "topology.kubernetes.io/zone": zone },
            // Open transactions get time to finish; the write-ahead log is on disk before a response.
            terminationGracePeriodSeconds: 60,
            containers: [container(settings)],
            volumes: [
              { name: "auth", configMap: { name: settings.key.metadata.name } },
              { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: "data", labels },
            spec: {
              accessModes: ["ReadWriteOncePod"],
              storageClassName: storageClass,
              resources: { requests: { storage: `${diskGiB}Gi` } },
            },
          },
        ],
      },
    },
    { ...opts, protect },
  );
  return { statefulSet, serviceAccount };
}

function container({ driver, primary, resources }: NodeSettings): inputs.core.v1.Container {
  const ports = primary === undefined ? [HTTP_PORT, GRPC_PORT] : [HTTP_PORT];
  const health = { httpGet: { path: "/health", port: "http" } };
  return {
    name: "sqld",
    image: driver.image,
    imagePullPolicy: "IfNotPresent",
    // The image's entry point starts as root to change the folder's owner.
    command: ["/bin/sqld"],
    args: [
      "--db-path",
      `${DATA}/data.sqld`,
      "--http-listen-addr",
      `0.0.0.0:${HTTP_PORT}`,
      "--auth-jwt-key-file",
      `/etc/sqld/${KEY_FILE}`,
      ...(primary === undefined
        ? ["--grpc-listen-addr", `0.0.0.0:${GRPC_PORT}`]
        : ["--primary-grpc-url", primary]),
    ],
    ports: ports.map((containerPort) => ({ name: PORT_NAMES[containerPort] ?? "", containerPort })),
    resources: resourceRequirements(resources),
    securityContext: containerSecurity(),
    // Reading the log of a large database may take minutes.
    startupProbe: { ...health, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...health, periodSeconds: 5, timeoutSeconds: 2 },
    livenessProbe: { ...health, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
    volumeMounts: [
      { name: "data", mountPath: DATA },
      { name: "auth", mountPath: "/etc/sqld", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
}
