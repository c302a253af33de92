import { splitImage } from "#models/grammar/image";
import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

export const imageDigest = resourceRule({
  id: "kubernetes-image-digest",
  title: "Images are pinned by digest",
  severity: "low",
  enforcement: "advisory",
  frameworks: { Checkov: ["CKV_K8S_43"] },
  appliesTo: WORKLOADS,
  fix: "append the tested digest to the image: name:tag@sha256:…",
  why: "A tag can be pushed again, so the image that runs may not be the one that was tested.",
  each: allContainers,
  *check({ property, label }) {
    const image = property.at("image");
    const reference = image.text();
    if (reference !== undefined && splitImage(reference).digest === undefined) {
      yield image.violation(`${label} runs ${reference} without a digest`);
    }
  },
});
