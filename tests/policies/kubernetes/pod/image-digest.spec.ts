import { UNKNOWN } from "#graph/model";
import { imageDigest } from "#policies/kubernetes/pod/image-digest";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

describeRule(imageDigest, {
  passes: { "an image with a digest": [deployment()] },
  fails: {
    "a version alone": {
      stack: [container({ image: "nginx:1.25-alpine" })],
      findings: [`container "api" runs nginx:1.25-alpine without a digest [${inContainer("image")}]`],
    },
  },
  unknown: {
    "an image that is not known": { stack: [container({ image: UNKNOWN })], at: [inContainer("image")] },
  },
});
