import { Policy } from "@pulumi/gcp/binaryauthorization/policy.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { type Apis, onesOf } from "./apis.ts";

/**
 * The project's Binary Authorization policy: images of these sources run, all others are refused, and each decision is
 * logged. Google's own images for GKE are always admitted. A project has one policy; removing it restores the default,
 * which admits everything.
 *
 * @param sources patterns such as `us-central1-docker.pkg.dev/shop/images/**`
 */
export function createImagePolicy(
  owner: string,
  {
    project,
    sources,
    apis,
  }: { readonly project: string; readonly sources: readonly string[]; readonly apis: Apis },
  opts: CustomResourceOptions,
): Policy {
  return new Policy(
    `${owner}-image-policy`,
    {
      project,
      description: "Images of the systems' own repositories and of the charts that they install.",
      globalPolicyEvaluationMode: "ENABLE",
      admissionWhitelistPatterns: sources.map((namePattern) => ({ namePattern })),
      defaultAdmissionRule: {
        evaluationMode: "ALWAYS_DENY",
        enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
      },
    },
    { ...opts, dependsOn: onesOf(apis, ["binaryauthorization"]) },
  );
}
