import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import type { CustomResource, CustomResourceOptions, Inputs } from "@pulumi/pulumi";
import { type Manifest, manifests } from "../manifests.ts";

type Constructor = new (name: string, inputs: Inputs, opts: CustomResourceOptions) => CustomResource;

const CLASSES = {
  Deployment,
  Service,
  NetworkPolicy,
  ConfigMap,
  ServiceAccount,
  HorizontalPodAutoscaler,
  PodDisruptionBudget,
} as unknown as Readonly<Record<Manifest["kind"], Constructor>>;

/** The Pulumi program: the classes that any program uses, nothing of strata's. */
export function construct(count: number): void {
  const provider = new Provider("kubernetes", { kubeconfig: "{}" });
  for (const { name, manifest } of manifests(count)) {
    new CLASSES[manifest.kind](name, manifest, { provider });
  }
}
