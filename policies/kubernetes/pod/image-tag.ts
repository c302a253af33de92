import { splitImage } from "#models/grammar/image";
import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

export const imageTag = resourceRule({
  id: "kubernetes-image-tag",
  title: "Images have a version tag or digest",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_14"],
    Trivy: ["KSV-0013"],
    Polaris: ["tagNotSpecified"],
    "kube-linter": ["latest-tag"],
    "kube-score": ["container-image-tag"],
  },
  appliesTo: WORKLOADS,
  fix: "give the image a version tag, or better a digest",
  why: "With a moving tag, pods of one rollout may run different images, and a rollback changes nothing.",
  each: allContainers,
  *check({ property, label }) {
    const image = property.at("image");
    const reference = image.text();
    if (reference === undefined) {
      yield image.violation(`${label} has no image`);
      return;
    }
    const { tag, digest } = splitImage(reference);
    if (digest === undefined && (tag === undefined || tag === "latest")) {
      yield image.violation(`${label} runs ${reference}, a moving tag`);
    }
  },
});
