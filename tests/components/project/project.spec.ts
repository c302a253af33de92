import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { expect } from "chai";
import { apisOf } from "#components/project/apis";
import { Project } from "#components/project/project";
import { program } from "#docs/examples/project/project";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { GITHUB, PROJECT_ARGS, recordProject } from "./support.ts";

describe("components/project/Project", () => {
  it("consists of APIs, agents with their roles, keys, a place for states and an audit of reads", async () => {
    const children = childrenOf(await recordProject(), "base");
    const apis = children.filter((child) => child.startsWith("gcp:projects/service:Service "));
    expect(apis).to.deep.equal(
      [
        "serviceusage",
        "cloudresourcemanager",
        "iam",
        "logging",
        "monitoring",
        "cloudkms",
        "storage",
        "iamcredentials",
        "sts",
        "compute",
        "container",
        "containersecurity",
        "gkebackup",
        "binaryauthorization",
        "artifactregistry",
        "secretmanager",
      ].map((api) => `gcp:projects/service:Service base-api-${api}`),
    );
    expect(children.slice(apis.length)).to.deep.equal([
      "gcp:projects/serviceIdentity:ServiceIdentity base-agent-container",
      "gcp:projects/iAMMember:IAMMember base-agent-container",
      "gcp:projects/serviceIdentity:ServiceIdentity base-agent-artifactregistry",
      "gcp:projects/iAMMember:IAMMember base-agent-artifactregistry",
      "gcp:projects/serviceIdentity:ServiceIdentity base-agent-secretmanager",
      "gcp:projects/serviceIdentity:ServiceIdentity base-agent-gkebackup",
      "gcp:projects/iAMMember:IAMMember base-agent-gkebackup",
      "gcp:kms/keyRing:KeyRing base-keys",
      "gcp:kms/cryptoKey:CryptoKey base-key-stack-secrets",
      "gcp:kms/cryptoKey:CryptoKey base-key-state",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember base-key-state-storage-agent",
      "gcp:storage/bucket:Bucket base-state",
      "gcp:projects/iAMAuditConfig:IAMAuditConfig base-audit",
    ]);
  });

  it("leaves APIs on when the stack goes, since others use them too", async () => {
    const services = (await recordProject()).nodes.filter(
      ({ type }) => type === "gcp:projects/service:Service",
    );
    expect(services.map(({ inputs }) => inputs["disableOnDestroy"])).to.deep.equal(services.map(() => false));
  });

  it("asks for an API once, whoever needs it", () => {
    const apis = apisOf(["network", "kubernetes", "load-balancing"]);
    expect(apis.filter((api) => api === "compute")).to.have.length(1);
    expect(apis).to.include.members(["certificatemanager", "networkservices"]);
  });

  it("keeps states encrypted, private, and what was overwritten for a while", async () => {
    const { inputs, protect } = nodeNamed(await recordProject(), "base-state");
    expect(protect).to.equal(true);
    expect(inputs).to.deep.include({
      name: "howlerops-prod-1-state",
      location: "us-central1",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: 2_592_000 },
      lifecycleRules: [{ action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 90 } }],
      encryption: { defaultKmsKeyName: { $unknown: true } },
      forceDestroy: false,
      deletionPolicy: "PREVENT",
    });
  });

  it("says where states and their secrets are kept", async () => {
    const graph = await recordProject({}, ({ stateUrl, secretsProvider, keyRing }) => ({
      stateUrl,
      secretsProvider,
      keyRing,
    }));
    expect(outputsOf(graph)).to.deep.equal({
      stateUrl: "gs://howlerops-prod-1-state",
      secretsProvider: { $unknown: true },
      keyRing: { $unknown: true },
    });
  });

  it("audits reads of everything, unless told not to", async () => {
    expect(nodeNamed(await recordProject(), "base-audit").inputs).to.deep.include({
      service: "allServices",
      auditLogConfigs: [{ logType: "ADMIN_READ" }, { logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
    });
    const relaxed = await recordProject({ auditReads: false, protect: false });
    expect(relaxed.nodes.some(({ name }) => name === "base-audit")).to.equal(false);
    expect(nodeNamed(relaxed, "base").published?.["facts"]).to.deep.include({
      optOuts: [
        { argument: "auditReads", value: false, default: true },
        { argument: "protect", value: false, default: true },
      ],
    });
  });

  it("leaves no ring behind where Google manages keys", async () => {
    const graph = await recordProject(
      { encryptionKeys: "google", repositories: { app: {} } },
      ({ keyRing, secretsProvider }) => ({ none: keyRing === undefined && secretsProvider === undefined }),
    );
    expect(graph.nodes.filter(({ type }) => type.startsWith("gcp:kms/"))).to.deep.equal([]);
    expect(nodeNamed(graph, "base-state").inputs).not.to.have.property("encryption");
    expect(nodeNamed(graph, "base-images-app").inputs).not.to.have.property("kmsKeyName");
    expect(outputsOf(graph)).to.deep.equal({ none: true });
    expect(nodeNamed(graph, "base").published?.["facts"]).to.deep.include({
      keyManagement: "google",
      optOuts: [{ argument: "encryptionKeys", value: "google", default: "customer" }],
    });
  });

  it("protects keys, images, states and the pool of identities, by one setting", async () => {
    const held = (graph: Graph) => graph.nodes.filter(({ protect }) => protect).map(({ name }) => name);
    const args = { repositories: { app: {} }, github: GITHUB };
    expect(held(await recordProject(args))).to.deep.equal([
      "base-keys",
      "base-key-stack-secrets",
      "base-key-state",
      "base-state",
      "base-key-images",
      "base-images-app",
      "base-github",
    ]);
    const relaxed = await recordProject({ ...args, protect: false });
    expect(held(relaxed)).to.deep.equal([]);
    expect(JSON.stringify(relaxed.nodes.map(({ inputs }) => inputs))).not.to.contain("PREVENT");
  });

  it("registers while the project's number is unknown", async () => {
    const graph = await recordWith(({ gcp }) => {
      const ring = new KeyRing("ring", { location: "us" }, { provider: gcp });
      const project = { id: "howlerops-prod-1", number: ring.id };
      new Project("base", { ...PROJECT_ARGS, project, github: GITHUB }, { provider: gcp });
      return {};
    });
    expect(nodeNamed(graph, "base-github-plan-viewer").inputs["member"]).to.deep.equal({ $unknown: true });
    expect(nodeNamed(graph, "base").inputs["projectId"]).to.equal("howlerops-prod-1");
  });

  it("stands beside another of its kind", async () => {
    const graph = await recordWith(({ gcp }) => {
      new Project("base", PROJECT_ARGS, { provider: gcp });
      new Project(
        "other",
        { ...PROJECT_ARGS, prefix: "other", stateBucket: "other-state" },
        { provider: gcp },
      );
      return {};
    });
    expect(childrenOf(graph, "other")).to.have.length(childrenOf(graph, "base").length);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)["state"]).to.equal("gs://shop-prod-state");
  });
});
