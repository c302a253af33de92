import { type Node, UNKNOWN, type Value } from "#graph/model";
import { imagePolicy } from "#policies/gcp/gke/cluster/image-policy";
import { clusterOf, release, sized } from "../../../support/capacity.ts";
import { changed, resource } from "../../../support/nodes.ts";
import { describeRule } from "../../../support/rules.ts";

const ENFORCED = "PROJECT_SINGLETON_POLICY_ENFORCE";
const API = resource("gcp:projects/service:Service", { service: "container.googleapis.com" });

function policy(patterns: readonly Value[], evaluationMode: Value = "ALWAYS_DENY"): Node {
  return resource("gcp:binaryauthorization/policy:Policy", {
    admissionWhitelistPatterns: patterns.map((namePattern) => ({ namePattern })),
    defaultAdmissionRule: { evaluationMode },
  });
}

/** The cluster with Binary Authorization, and objects in it. */
function enforcing(objects: readonly Node[], mode: Value = ENFORCED): readonly Node[] {
  const [cluster, ...others] = clusterOf(objects, []);
  return cluster ? [changed(cluster, "binaryAuthorization.evaluationMode", mode), ...others] : [];
}

const running = (image: Value) =>
  sized("api", {}, { template: { spec: { containers: [{ name: "api", image }] } } });

const OWN = "us-central1-docker.pkg.dev/shop/images/**";
const IMAGE = "us-central1-docker.pkg.dev/shop/images/api@sha256:0123";
const AT = "spec.template.spec.containers[0].image";

describe("D9 the policy about images", () => {
  describeRule(imagePolicy, {
    passes: {
      "sources of workloads and charts": [
        ...enforcing([running(IMAGE), release("oci://quay.io/jetstack/charts/cert-manager")]),
        API,
        policy([OWN, "quay.io/jetstack/**"]),
      ],
      "an image of Docker Hub": [...enforcing([running("nginx:1.29")]), policy(["docker.io/library/nginx*"])],
      "a cluster without Binary Authorization": enforcing([running(IMAGE)], "DISABLED"),
    },
    fails: {
      "no policy": {
        stack: [...enforcing([running(IMAGE)]), API],
        findings: [
          "the project's policy decides which images run, and none is in the stack [binaryAuthorization.evaluationMode]",
        ],
      },
      "a policy that admits everything": {
        stack: [...enforcing([running(IMAGE)]), policy([OWN], "ALWAYS_ALLOW")],
        findings: ["the project's policy, policy, admits every image [binaryAuthorization.evaluationMode]"],
      },
      "an image of no source": {
        stack: [...enforcing([running("ghcr.io/shop/api:1.2@sha256:0123")]), policy([OWN])],
        findings: [`no source of the project's policy has the image ghcr.io/shop/api [${AT}]`],
      },
      "a chart whose images have no source": {
        stack: [...enforcing([release("cert-manager")]), policy([OWN])],
        findings: ["the project's policy lacks sources of the chart's images: quay.io/jetstack/** [chart]"],
      },
    },
    unknown: {
      "the policy of a project of another program": {
        stack: enforcing([]),
        at: ["binaryAuthorization.evaluationMode"],
      },
      "the images of another chart": {
        stack: [...enforcing([release("redis")]), policy([OWN])],
        at: ["chart"],
      },
      "an image": { stack: [...enforcing([running(UNKNOWN)]), policy([OWN])], at: [AT] },
    },
  });
});
