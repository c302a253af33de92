import { UNKNOWN } from "#graph/model";
import { chartImageTag } from "#policies/kubernetes/charts/chart-image-tag";
import { describeRule } from "../../support/rules.ts";
import { release } from "./release.ts";

describeRule(chartImageTag, {
  passes: {
    "the chart's own tag": [release({ image: { repository: "mirror/controller" } })],
    "latest with a digest": [release({ image: { tag: "latest", digest: "sha256:00" } })],
    "a tag of something else": [release({ git: { tag: "latest" } })],
  },
  fails: {
    "a floating tag": {
      stack: [release({ webhook: { image: { tag: "latest" } } })],
      findings: ["the tag is latest [values.webhook.image.tag]"],
    },
    "a floating tag in a reference": {
      stack: [release({ backup: { image: "example/backup:latest" } })],
      findings: ["the image is example/backup:latest [values.backup.image]"],
    },
  },
  unknown: {
    "a tag that is not known": {
      stack: [release({ image: { tag: UNKNOWN } })],
      // Once as a part, and once as what may have parts.
      at: ["values.image.tag"],
    },
  },
});
