import { expect } from "chai";
import { nodeNamed } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { findNode, stackGraph } from "../../support/stacks.ts";
import { recordProject } from "./support.ts";

const POLICY = "gcp:binaryauthorization/policy:Policy";

describe("D9 a project's image policy", () => {
  it("admits images of the given sources, and refuses all others", async () => {
    const graph = await recordProject({ imageSources: ["ghcr.io/shop/**", "docker.io/library/busybox*"] });
    const { inputs } = nodeNamed(graph, "base-image-policy", POLICY);
    expect(inputs["admissionWhitelistPatterns"]).to.deep.equal([
      { namePattern: "ghcr.io/shop/**" },
      { namePattern: "docker.io/library/busybox*" },
    ]);
    expect(inputs["defaultAdmissionRule"]).to.deep.equal({
      evaluationMode: "ALWAYS_DENY",
      enforcementMode: "ENFORCED_BLOCK_AND_AUDIT_LOG",
    });
    expect(inputs["globalPolicyEvaluationMode"]).to.equal("ENABLE");
  });

  it("is left as it is without sources", async () => {
    expect((await recordProject()).nodes.filter(({ type }) => type === POLICY)).to.deep.equal([]);
  });

  it("refuses what is no pattern", async () => {
    const failure = (...imageSources: string[]) => failureOf(recordProject({ imageSources }));
    expect(await failure()).to.include("imageSources is []; allowed are at least one source");
    for (const source of ["api", "ghcr.io/*/api", "https://ghcr.io/shop", "ghcr.io/shop/***"]) {
      expect(await failure(source)).to.include(
        `imageSources is "${source}"; allowed are images with their registry`,
      );
    }
  });

  it("names the repositories of a stack and the charts of its platform", async () => {
    const { inputs } = findNode(await stackGraph("nextjs-prod"), "Policy", "project-image-policy");
    const patterns = inputs["admissionWhitelistPatterns"] as unknown as { namePattern: string }[];
    expect(patterns.map(({ namePattern }) => namePattern)).to.include.members([
      "us-central1-docker.pkg.dev/nextjs-prod/images/**",
      "quay.io/jetstack/**",
      "ghcr.io/external-secrets/**",
      "docker.io/nginx/**",
      "quay.io/prometheus/**",
    ]);
  });
});
