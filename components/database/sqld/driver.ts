import type { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { type Endpoint, podsNamed, serviceEndpoint } from "../../core/link.ts";
import { LinkPolicies } from "../../workload/link-policies.ts";
import { checkImage } from "../../workload/pod/container/image.ts";
import { checkResources, type Resources } from "../../workload/pod/container/resources.ts";
import type { LibsqlSettings } from "../libsql/args.ts";
import type { SqldDriver } from "./args.ts";
import { createNode, type NodeResources } from "./node.ts";
import { createKey, createService, GRPC_PORT, HTTP_PORT, type ServiceResources } from "./service.ts";

/** The children of a database run in the cluster. */
export interface SqldResources {
  readonly key: ConfigMap;
  readonly primary: NodeResources;
  readonly replicas: Readonly<Record<string, NodeResources>>;
  readonly services: { readonly primary: ServiceResources; readonly replicas: ServiceResources | undefined };
  readonly sync: LinkPolicies | undefined;
}

const DEFAULT_RESOURCES: Resources = {
  requests: { cpu: "100m", memory: "256Mi" },
  limits: { cpu: "1", memory: "1Gi" },
};

export function checkSqld(checks: ArgumentChecks, driver: SqldDriver, settings: LibsqlSettings): void {
  checkImage(checks, driver.image, false);
  checkResources(checks, driver.resources ?? DEFAULT_RESOURCES);
  checks.whole("driver.diskGiB", driver.diskGiB, 1, 65_536);
  checks.matches(
    "driver.jwtPublicKey",
    driver.jwtPublicKey,
    /^[A-Za-z0-9_-]{43}=?$/,
    "an Ed25519 public key, 32 bytes in URL-safe base64",
  );
  for (const zone of [settings.primary, ...settings.replicas]) {
    checks.matches(
      zone === settings.primary ? "primary" : "replicas key",
      zone,
      /^[a-z]+-[a-z]+[0-9]+-[a-z]$/,
      "zones, such as us-central1-a",
    );
  }
  checks.that(
    settings.backup.pointInTimeRecoveryDays === 0,
    "backup.pointInTimeRecoveryDays",
    settings.backup.pointInTimeRecoveryDays,
    "0: volumes are restored as they were at a backup, nothing between",
  );
}

/** Runs the primary and its replicas as one pod each, each with a disk in its zone. */
export function createSqld(
  name: string,
  driver: SqldDriver,
  settings: LibsqlSettings,
  opts: CustomResourceOptions,
) {
  const { namespace, partOf } = driver;
  const { primary: zone, replicas: zones, syncIntervalSeconds, backup, protect } = settings;
  const readers = `${name}-read`;
  const key = createKey(name, driver, opts);
  const common = { driver, key, protect, resources: driver.resources ?? DEFAULT_RESOURCES };
  const sync = serviceEndpoint({ name, namespace, port: GRPC_PORT, protocol: "grpc" });
  const primary = createNode(`${name}-primary`, { ...common, serves: name, zone, primary: undefined }, opts);
  const replicas = Object.fromEntries(
    zones.map((each) => [
      each,
      createNode(
        `${readers}-${each}`,
        { ...common, serves: readers, zone: each, primary: `http://${name}.${namespace}:${GRPC_PORT}` },
        { ...opts, dependsOn: [primary.statefulSet] },
      ),
    ]),
  );
  const some = zones.length > 0;
  const nodes: SqldResources = {
    key,
    primary,
    replicas,
    services: {
      primary: createService(name, driver, [HTTP_PORT, GRPC_PORT], opts),
      replicas: some ? createService(readers, driver, [HTTP_PORT], opts) : undefined,
    },
    // Replicas fetch from the primary, and forward writes to it.
    sync: some
      ? new LinkPolicies(
          readers,
          { caller: podsNamed(readers, namespace), partOf, links: [{ ...sync, name: `${name}-sync` }] },
          opts,
        )
      : undefined,
  };
  const endpointOf = (service: string): Endpoint =>
    serviceEndpoint({ name: service, namespace, port: HTTP_PORT, protocol: "libsql" });
  return {
    topology: { driver: driver.kind, primary: zone, replicas: zones, syncIntervalSeconds, backup },
    endpoint: endpointOf(name),
    readEndpoint: some ? endpointOf(readers) : undefined,
    nodes,
  };
}
