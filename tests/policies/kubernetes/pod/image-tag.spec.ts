import { UNKNOWN } from "#graph/model";
import { imageTag } from "#policies/kubernetes/pod/image-tag";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

describeRule(imageTag, {
  passes: {
    "a version and a digest": [deployment()],
    "a digest alone": [container({ image: "example.com/api@sha256:0123456789abcdef" })],
    "a version from a registry with a port": [container({ image: "registry.example.com:5000/api:1.2" })],
  },
  fails: {
    "the latest image": {
      stack: [container({ image: "nginx:latest" })],
      findings: [`container "api" runs nginx:latest, a moving tag [${inContainer("image")}]`],
    },
    "an image without a tag, from a registry with a port": {
      stack: [container({ image: "registry.example.com:5000/api" })],
      findings: [
        `container "api" runs registry.example.com:5000/api, a moving tag [${inContainer("image")}]`,
      ],
    },
    "no image": {
      stack: [container({ image: undefined })],
      findings: [`container "api" has no image [${inContainer("image")}]`],
    },
  },
  unknown: {
    "an image that is not known": { stack: [container({ image: UNKNOWN })], at: [inContainer("image")] },
  },
});
