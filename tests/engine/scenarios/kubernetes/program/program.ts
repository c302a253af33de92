import { Provider } from "@pulumi/kubernetes/provider.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Namespace } from "#components/cluster/namespace";
import type { ScalingStep } from "#components/workload/autoscaling/scaling";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService } from "#components/workload/web-service";

export interface Settings {
  /** Names the cluster. */
  readonly stack: string;
  /** Tag of the API's image. */
  readonly tag: string;
  /** How long a rollout may take. */
  readonly waitSeconds: number;
  /** Whether updates take fields that others own, as the clusters of the stacks do. */
  readonly force: boolean;
  /** Tag of the site's image. */
  readonly siteTag: string;
  /** How fast the site's number of pods changes. */
  readonly steps: { readonly scaleUp?: ScalingStep; readonly scaleDown?: ScalingStep };
}

/** Pods of the API: fixed, one for each zone and as many again. */
export const REPLICAS = 6;

/** Pods of the site: as many as its load asks for between these. */
export const SITE = { minReplicas: 3, maxReplicas: 12 } as const;

/** What each pod asks for and may use. */
export const POD_CPU = { requestMillis: 50, limitMillis: 100 } as const;

/** An API with a fixed number of pods, and a site before it that an autoscaler scales. */
export function program({ stack, tag, waitSeconds, force, siteTag, steps }: Settings) {
  const provider = new Provider("cluster", {
    kubeconfig: "{}",
    clusterIdentifier: stack,
    enableServerSideApply: true,
    enablePatchForce: force,
  });
  const shop = { namespace: "shop", partOf: "shop" };
  const namespace = new Namespace("shop", { partOf: "shop", protect: false }, { provider });
  const inside = {
    provider,
    dependsOn: [namespace],
  };
  new NamespaceIsolation("isolation", shop, inside);
  const resources = {
    requests: { cpu: `${POD_CPU.requestMillis}m`, memory: "64Mi" },
    limits: { cpu: `${POD_CPU.limitMillis}m`, memory: "128Mi" },
  };
  // The components' own timeouts are as long as real pods take.
  const customTimeouts = { create: `${waitSeconds}s`, update: `${waitSeconds}s` };
  const limited: ComponentResourceOptions = {
    ...inside,
    transformations: [
      ({ type, props, opts }) =>
        type.endsWith(":Deployment") || type.endsWith(":Service")
          ? { props, opts: { ...opts, customTimeouts } }
          : undefined,
    ],
  };
  const api = new WebService(
    "api",
    {
      ...shop,
      image: `registry.example/shop/api:${tag}`,
      allowTag: true,
      port: 8080,
      resources,
      scaling: { replicas: REPLICAS },
    },
    limited,
  );
  new WebService(
    "site",
    {
      ...shop,
      image: `registry.example/shop/site:${siteTag}`,
      allowTag: true,
      port: 8080,
      resources,
      scaling: { ...SITE, ...steps },
      links: [api.endpoint],
    },
    limited,
  );
  return { host: api.endpoint.host };
}
