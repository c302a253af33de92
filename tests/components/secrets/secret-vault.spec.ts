import { type Output, output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { SecretVault } from "#components/secrets/secret-vault";
import type { SecretVaultArgs } from "#components/secrets/vault/args";
import { program } from "#docs/examples/secrets/secret-vault";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { under } from "../ingress/fixtures.ts";

const PLANTED = "planted-5b1f0c";

/** The documented secrets of howlerops. Source: howlerops, secret rotation. */
function howlerops(changes: Partial<SecretVaultArgs> = {}): SecretVaultArgs {
  return {
    project: { id: "howlerops-prod", number: "123456789012" },
    rotation: { epoch: "2026-10-01" },
    secrets: {
      jwt: { source: { kind: "key" }, namespaces: ["howlerops"] },
      "database-token": { source: { kind: "value", value: secret(PLANTED) }, namespaces: ["howlerops"] },
      "cloudflare-dns": { source: { kind: "external" }, namespaces: ["cert-manager"] },
    },
    ...changes,
  };
}

function vault(changes: Partial<SecretVaultArgs> = {}): Promise<Graph> {
  return recordWith(({ all }) => {
    new SecretVault("howlerops", howlerops(changes), { providers: all });
    return {};
  });
}

const SECRET = "gcp:secretmanager/secret:Secret";

describe("SecretVault", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await vault(), "howlerops")).to.deep.equal([
      "gcp:projects/serviceIdentity:ServiceIdentity howlerops-agent",
      "gcp:pubsub/topic:Topic howlerops-rotation",
      "gcp:pubsub/topicIAMMember:TopicIAMMember howlerops-rotation-publisher",
      "gcp:projects/iAMAuditConfig:IAMAuditConfig howlerops-audit",
      `${SECRET} howlerops-jwt`,
      "random:index/randomPassword:RandomPassword howlerops-jwt-key",
      "gcp:secretmanager/secretVersion:SecretVersion howlerops-jwt-version",
      "gcp:secretmanager/secretIamMember:SecretIamMember howlerops-jwt-reader-howlerops",
      `${SECRET} howlerops-database-token`,
      "gcp:secretmanager/secretVersion:SecretVersion howlerops-database-token-version",
      "gcp:secretmanager/secretIamMember:SecretIamMember howlerops-database-token-reader-howlerops",
      `${SECRET} howlerops-cloudflare-dns`,
      "gcp:secretmanager/secretIamMember:SecretIamMember howlerops-cloudflare-dns-reader-cert-manager",
    ]);
  });

  it("S105: gives every namespace its own secrets and no others, by its own identity", async () => {
    const graph = await vault();
    const pool = "projects/123456789012/locations/global/workloadIdentityPools/howlerops-prod.svc.id.goog";
    const reader = (namespace: string) =>
      `principal://iam.googleapis.com/${pool}/subject/ns/${namespace}/sa/secret-reader`;
    const grants = graph.nodes
      .filter((node) => node.type.endsWith(":SecretIamMember"))
      .map(({ inputs }) => [inputs["secretId"], inputs["role"], inputs["member"]]);
    const role = "roles/secretmanager.secretAccessor";
    expect(grants).to.deep.equal([
      ["howlerops-jwt", role, reader("howlerops")],
      ["howlerops-database-token", role, reader("howlerops")],
      ["howlerops-cloudflare-dns", role, reader("cert-manager")],
    ]);
  });

  it("S106: the JWT secret and the database token are due 90 days after the epoch, wherever the clock stands", async () => {
    const graph = await vault();
    for (const name of ["howlerops-jwt", "howlerops-database-token"]) {
      const { inputs, dependencies } = nodeNamed(graph, name);
      expect(inputs["rotation"]).to.deep.equal({
        nextRotationTime: "2026-12-30T00:00:00Z",
        rotationPeriod: "7776000s",
      });
      expect(inputs["topics"]).to.have.length(1);
      // Secret Manager refuses a topic that it may not publish to.
      expect(dependencies).to.include(nodeNamed(graph, "howlerops-rotation-publisher").urn);
    }
  });

  it("B2 leaves the next notification to Secret Manager, which advances it", async () => {
    const graph = await vault();
    const ignored = graph.nodes.filter(({ settings }) => settings.ignoreChanges);
    expect(ignored.map(({ name, settings }) => [name, settings.ignoreChanges])).to.deep.equal([
      ["howlerops-jwt", ["rotation.nextRotationTime"]],
      ["howlerops-database-token", ["rotation.nextRotationTime"]],
      ["howlerops-cloudflare-dns", ["rotation.nextRotationTime"]],
    ]);
  });

  it("S106: a new epoch makes a new value, and nothing else", async () => {
    const [before, after] = [await vault(), await vault({ rotation: { epoch: "2026-12-30" } })];
    const changed = before.nodes
      .filter((node, index) => JSON.stringify(node.inputs) !== JSON.stringify(after.nodes[index]?.inputs))
      .map((node) => node.name);
    expect(changed).to.deep.equal([
      "howlerops",
      "howlerops-jwt",
      "howlerops-jwt-key",
      "howlerops-database-token",
      "howlerops-cloudflare-dns",
    ]);
    expect(nodeNamed(after, "howlerops-jwt-key").inputs["keepers"]).to.deep.equal({ epoch: "2026-12-30" });
  });

  it("names a revision that changes with the values, for pods that read their files once", async () => {
    const revisionOf = async (changes: Partial<SecretVaultArgs>) => {
      let revision = "";
      await recordWith(({ all }) => {
        revision = new SecretVault("howlerops", howlerops(changes), { providers: all }).revision;
        return {};
      });
      return revision;
    };
    expect(await revisionOf({})).to.equal("2026-10-01");
    expect(await revisionOf({ rotation: { epoch: "2026-12-30" } })).to.equal("2026-12-30");
    const mixed = { jwt: { source: { kind: "key" }, rotation: { epoch: "2027-01-01" } } } as const;
    expect(await revisionOf({ secrets: { ...mixed, other: { source: { kind: "external" } } } })).to.equal(
      "2026-10-01+2027-01-01",
    );
  });

  it("S103: logs every read of a secret", async () => {
    const { inputs } = nodeNamed(await vault(), "howlerops-audit");
    expect(inputs["service"]).to.equal("secretmanager.googleapis.com");
    expect(inputs["auditLogConfigs"]).to.deep.include({ logType: "DATA_READ" });
    const without = await vault({ auditReads: false });
    expect(childrenOf(without, "howlerops").join()).not.to.include("IAMAuditConfig");
  });

  it("never shows a value: not made ones, not given ones, nowhere", async () => {
    const graph = await vault();
    expect(JSON.stringify(graph)).not.to.include(PLANTED);
    for (const name of ["howlerops-jwt-version", "howlerops-database-token-version"]) {
      expect(nodeNamed(graph, name).inputs["secretData"]).to.deep.equal({ $secret: true });
    }
    expect(childrenOf(graph, "howlerops").join()).not.to.include("cloudflare-dns-version");
  });

  it("protects secrets three times, and lets their versions be replaced", async () => {
    const graph = await vault();
    const held = nodeNamed(graph, "howlerops-jwt");
    expect(held.protect).to.equal(true);
    expect(held.inputs).to.include({ deletionProtection: true, versionDestroyTtl: "2592000s" });
    const version = nodeNamed(graph, "howlerops-jwt-version");
    expect(version.protect).to.equal(false);
    expect(version.inputs).to.include({ deletionPolicy: "DISABLE" });
    const relaxed = nodeNamed(await vault({ protect: false }), "howlerops-jwt");
    expect(relaxed.protect).to.equal(false);
    expect(relaxed.inputs)
      .to.include({ deletionProtection: false })
      .and.not.to.have.property("versionDestroyTtl");
  });

  it("keeps values in the regions it is given, under a key of one's own", async () => {
    const key = "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k";
    expect(nodeNamed(await vault(), "howlerops-jwt").inputs["replication"]).to.deep.equal({ auto: {} });
    const graph = await vault({ locations: ["us-central1"], kmsKeyName: key });
    expect(nodeNamed(graph, "howlerops-jwt").inputs["replication"]).to.deep.equal({
      userManaged: {
        replicas: [{ location: "us-central1", customerManagedEncryption: { kmsKeyName: key } }],
      },
    });
    // Secret Manager refuses a key that it may not use.
    const user = nodeNamed(graph, "howlerops-key-user");
    expect(user.inputs).to.include({ cryptoKeyId: key, role: "roles/cloudkms.cryptoKeyEncrypterDecrypter" });
    expect(nodeNamed(graph, "howlerops-jwt").dependencies).to.include(user.urn);
  });

  it("needs no topic when nothing rotates", async () => {
    const graph = await recordWith(({ all }) => {
      const secrets = { token: { source: { kind: "external" }, rotation: false } } as const;
      new SecretVault("once", { project: { id: "shop-prod", number: "1" }, secrets }, { providers: all });
      return {};
    });
    expect(childrenOf(graph, "once")).to.deep.equal([
      "gcp:projects/iAMAuditConfig:IAMAuditConfig once-audit",
      `${SECRET} once-token`,
    ]);
  });

  it("takes a project number that is known later, and keeps its readers unknown until then", async () => {
    const graph = await recordWith(({ all, gcp }) => {
      const number = gcp.id;
      new SecretVault("howlerops", howlerops({ project: { id: "howlerops-prod", number } }), {
        providers: all,
      });
      return {};
    });
    expect(nodeNamed(graph, "howlerops-jwt-reader-howlerops").inputs["member"]).to.deep.equal({
      $unknown: true,
    });
  });

  it("leaves every other secret as it is when one is added", async () => {
    const before = (await vault()).nodes.map((node) => node.urn);
    const more = { session: { source: { kind: "password" } }, ...howlerops().secrets } as const;
    const after = (await vault({ secrets: more })).nodes.map((node) => node.urn);
    expect(after).to.include.members(before);
    expect(after).to.have.length(before.length + 3);
  });

  it("names its secrets for endpoints and workloads as in its example", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(outputsOf(graph)).to.deep.equal({ token: "shop-database-token" });
    expect(under(nodeNamed(graph, "shop-cloudflare-dns").inputs["rotation"], "rotationPeriod")).to.equal(
      "31536000s",
    );
  });

  it("names the secrets that it has to whoever asks for another", async () => {
    const message = await failureOf(
      recordWith(({ all }) => {
        new SecretVault("howlerops", howlerops(), { providers: all }).credential({ token: "database" });
        return {};
      }),
    );
    expect(message).to.include(
      'SecretVault "howlerops": there is no secret "database"; there are jwt, database-token, cloudflare-dns',
    );
  });

  const project = { id: "shop-prod", number: "1" };
  const plain = { kind: "value", value: PLANTED as unknown as Output<string> } as const;
  const mistakes: [string, Partial<SecretVaultArgs>, string][] = [
    ["an empty vault", { secrets: {} }, "secrets is {}; allowed are at least one secret"],
    ["an epoch that is no day", { rotation: { epoch: "2026-02-30" } }, 'rotation.epoch is "2026-02-30"'],
    [
      "a key that can be guessed",
      { secrets: { a: { source: { kind: "key", bytes: 8 } } } },
      "source.bytes is 8",
    ],
    ["a plain value", { secrets: { a: { source: plain } } }, 'secrets.a.source.value is "(hidden)"'],
    [
      "a secret that neither rotates nor says so",
      { project, secrets: { a: { source: { kind: "key" } } }, rotation: undefined as never },
      "secrets.a.rotation is missing; allowed are an epoch",
    ],
  ];
  for (const [what, changes, words] of mistakes) {
    it(`refuses ${what}`, async () => {
      const message = await failureOf(vault(changes));
      expect(message).to.include(`SecretVault "howlerops": `).and.to.include(words);
      expect(message).not.to.include(PLANTED);
    });
  }

  it("refuses an Output that is not secret, without showing it", async () => {
    const secrets = { a: { source: { kind: "value", value: output(PLANTED) } } } as const;
    const message = await failureOf(vault({ secrets }));
    expect(message).to.include("secrets.a.source.value is a plain Output").and.not.to.include(PLANTED);
  });
});
