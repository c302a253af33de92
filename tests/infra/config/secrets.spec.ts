import { expect } from "chai";
import { stackFileText, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const FILE = "stacks/Pulumi.howlerops-prod.yaml";
const PLANTED = "planted-0d1e2a3b4c5d";

describe("secrets in a stack file", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  const withSecret = (value: string) =>
    stackFileText("howlerops-prod").replace(
      "  strata:nodes:\n",
      `  strata:secrets:\n    cloudflareDnsToken: ${value}\n  strata:nodes:\n`,
    );

  it("are refused in plain text, without showing them", async () => {
    project = temporaryProject({ [FILE]: withSecret(PLANTED) });
    const { code, out, error } = await project.run("plan", "howlerops-prod");
    expect(code).to.equal(2);
    expect(error).to.contain("strata:secrets.cloudflareDnsToken  found plain text, expected a secret");
    expect(error).to.contain(
      "npm run pulumi -- config set --secret --path 'strata:secrets.cloudflareDnsToken'",
    );
    expect(out + error).not.to.contain(PLANTED);
  });

  it("are planned when encrypted, and shown nowhere", async () => {
    project = temporaryProject({ [FILE]: withSecret(`{ secure: "v1:${PLANTED}" }`) });
    for (const args of [
      ["plan"],
      ["plan", "--json"],
      ["plan", "--resources"],
      ["manifests"],
      ["check", "--json"],
    ]) {
      const { code, out, error } = await project.run(...args, "howlerops-prod");
      expect(error).to.equal("");
      expect(code).to.equal(0);
      expect(out).not.to.contain(PLANTED);
    }
    const { out } = await project.run("plan", "howlerops-prod", "--json");
    const { nodes } = JSON.parse(out) as { nodes: { name: string; inputs: Record<string, unknown> }[] };
    const version = nodes.find(({ name }) => name === "secrets-cloudflare-dns-token-version");
    expect(version?.inputs["secretData"]).to.deep.equal({ $secret: true });
  });
});
