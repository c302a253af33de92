import { secret } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { expect } from "chai";
import type { Endpoint } from "#components/core/link";
import { WebService } from "#components/workload/web-service";
import type { Graph } from "#graph/model";
import { nodeNamed, recordWith } from "../../../../support/record.ts";
import { failureOf } from "../../../../support/refusals.ts";
import {
  asRecord,
  at,
  BACKEND,
  construct,
  containerOf,
  DATABASE,
  environmentOf,
  listAt,
  podSpecOf,
  recordService,
} from "../../fixtures.ts";
import { DEPLOYMENT } from "../../types.ts";

const SECRET = "kubernetes:external-secrets.io/v1:ExternalSecret";
const JWT = { jwt: { files: { key: "howlerops-jwt" } } };

describe("Credentials of a workload", () => {
  it("S104: mounts every credential as a folder of files and tells only their paths", async () => {
    const graph = await recordService("backend", BACKEND, { secrets: JWT });
    const container = containerOf(graph, DEPLOYMENT, "backend");
    expect(environmentOf(container)).to.deep.equal({
      DATABASE_HOST: "howlerops.turso.example",
      DATABASE_PORT: "443",
      DATABASE_TOKEN_FILE: "/var/run/secrets/strata/database/token",
      JWT_KEY_FILE: "/var/run/secrets/strata/jwt/key",
    });
    expect(listAt(podSpecOf(graph, DEPLOYMENT, "backend"), "volumes")).to.deep.include.members([
      { name: "credential-database", secret: { secretName: "backend-database", defaultMode: 0o440 } },
      { name: "credential-jwt", secret: { secretName: "backend-jwt", defaultMode: 0o440 } },
    ]);
    expect(listAt(container, "volumeMounts")).to.deep.include.members([
      { name: "credential-database", mountPath: "/var/run/secrets/strata/database", readOnly: true },
      { name: "credential-jwt", mountPath: "/var/run/secrets/strata/jwt", readOnly: true },
    ]);
  });

  it("S104: never reads a secret into the environment", async () => {
    const graph = await recordService("backend", BACKEND, { secrets: JWT });
    const container = containerOf(graph, DEPLOYMENT, "backend");
    expect(container).not.to.have.property("envFrom");
    expect(listAt(container, "env").filter((entry) => "valueFrom" in asRecord(entry))).to.deep.equal([]);
  });

  it("has the operator make the Secret from the store", async () => {
    const graph = await recordService("backend", BACKEND);
    const { inputs } = nodeNamed(graph, "backend-database", SECRET);
    expect(at(inputs, "spec")).to.deep.equal({
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: "secret-manager" },
      target: { name: "backend-database", creationPolicy: "Orphan", deletionPolicy: "Retain" },
      data: [{ secretKey: "token", remoteRef: { key: "howlerops-database-token" } }],
    });
    expect(at(inputs, "metadata", "annotations")).to.deep.equal({ "pulumi.com/waitFor": "condition=Ready" });
  });

  it("is read after the store is there", async () => {
    const graph = await recordWith(({ kubernetes, random }) => {
      const ready = new RandomPassword("store", { length: 8 }, { provider: random });
      const secretStore = { name: "secret-manager", ready };
      new WebService("backend", { ...BACKEND, secretStore }, { provider: kubernetes });
      return {};
    });
    const { dependencies } = nodeNamed(graph, "backend-database", SECRET);
    expect(dependencies).to.deep.equal([nodeNamed(graph, "store").urn]);
    const { inputs } = nodeNamed(graph, "backend", "strata:workload:WebService");
    expect(inputs["secretStore"]).to.equal("secret-manager");
  });

  it("makes a new Secret beside the old one, and rolls the pods onto it, when the revision changes", async () => {
    const graph = await recordService("backend", BACKEND, { credentialsRevision: "2027-01-01" });
    const made = nodeNamed(graph, "backend-database", SECRET).inputs;
    expect(at(made, "metadata")).to.include({ name: "backend-database-2027-01-01" });
    expect(at(made, "spec", "target")).to.include({ name: "backend-database-2027-01-01" });
    expect(listAt(podSpecOf(graph, DEPLOYMENT, "backend"), "volumes")).to.deep.include({
      name: "credential-database",
      secret: { secretName: "backend-database-2027-01-01", defaultMode: 0o440 },
    });
    expect(nodeNamed(graph, "backend", DEPLOYMENT).dependencies).to.include(
      nodeNamed(graph, "backend-database", SECRET).urn,
    );
    const paths = environmentOf(containerOf(graph, DEPLOYMENT, "backend"));
    expect(paths["DATABASE_TOKEN_FILE"]).to.equal("/var/run/secrets/strata/database/token");
  });

  it("refuses a secret in the environment by its name, without showing it", async () => {
    for (const key of ["DB_PASSWORD", "TOKEN", "JWT_SECRET", "STRIPE_API_KEY"]) {
      const message = await failureOf(construct({ environment: { [key]: "hunter2" } }));
      expect(message).to.contain(`environment.${key} is "(hidden)"; allowed are plain settings`);
      expect(message).not.to.contain("hunter2");
    }
  });

  it("takes plain settings whose names only look alike", async () => {
    const environment = { TOKEN_TTL: "60", SECRET_KEY_FILE: "/k", KEYBOARD: "us", LOG_LEVEL: "info" };
    const graph = await recordService("backend", BACKEND, { environment });
    expect(environmentOf(containerOf(graph, DEPLOYMENT, "backend"))).to.include(environment);
  });

  it("refuses a secret value under any name, also one that only the deployment will know", async () => {
    const plain = await failureOf(construct({ environment: { GREETING: secret("hunter2") } }));
    expect(plain).to.contain(
      'WebService "backend": environment.GREETING is a secret; allowed are plain settings',
    );
    expect(plain).not.to.contain("hunter2");
    const computed = recordWith(({ kubernetes, random }) => {
      const { result } = new RandomPassword("password", { length: 32 }, { provider: random });
      new WebService("backend", { ...BACKEND, environment: { GREETING: result } }, { provider: kubernetes });
      return {};
    });
    expect(await failureOf(computed)).to.contain("environment.GREETING is a secret");
  });

  it("refuses a secret as the host of a link", async () => {
    const endpoint: Endpoint = { ...DATABASE, host: secret("hunter2.example") };
    const message = await failureOf(construct({ links: [endpoint] }));
    expect(message).to.contain("environment.DATABASE_HOST is a secret");
    expect(message).not.to.contain("hunter2");
  });

  it("waits for a host that only the deployment knows", async () => {
    const graph = await recordWith(({ kubernetes, random }) => {
      const { id } = new RandomPassword("name", { length: 8 }, { provider: random });
      const links = [{ ...DATABASE, host: id }];
      new WebService("backend", { ...BACKEND, links }, { provider: kubernetes });
      return {};
    });
    expect(environmentOf(containerOf(graph, DEPLOYMENT, "backend"))).to.deep.include({
      DATABASE_HOST: { $unknown: true },
      DATABASE_PORT: "443",
    });
    expect(nodeNamed(graph, "backend-to-dns").inputs).to.include({ kind: "NetworkPolicy" });
  });

  it("leaves every other child alone when a credential comes or goes", async () => {
    const urns = (graph: Graph) => graph.nodes.map(({ urn }) => urn);
    const without = urns(await recordService("backend", BACKEND));
    const added = urns(await recordService("backend", BACKEND, { secrets: JWT }));
    expect(added).to.include.members(without);
    expect(added.filter((urn) => !without.includes(urn)).map((urn) => urn.split("::").at(-1))).to.deep.equal([
      "backend-jwt",
    ]);
  });
});

describe("Configuration files", () => {
  const files = { "/etc/nginx/nginx.conf": "events {}" };

  it("stand in an immutable ConfigMap named after their content", async () => {
    const graph = await recordService("backend", BACKEND, { files });
    const { inputs } = nodeNamed(graph, "backend-config");
    expect(inputs).to.deep.include({ immutable: true, data: { "etc.nginx.nginx.conf": "events {}" } });
    const { name } = at(inputs, "metadata");
    expect(name).to.match(/^backend-config-[0-9a-f]{8}$/);
    expect(listAt(podSpecOf(graph, DEPLOYMENT, "backend"), "volumes")).to.deep.include({
      name: "config",
      configMap: { name, defaultMode: 0o440 },
    });
    expect(listAt(containerOf(graph, DEPLOYMENT, "backend"), "volumeMounts")).to.deep.include({
      name: "config",
      mountPath: "/etc/nginx/nginx.conf",
      subPath: "etc.nginx.nginx.conf",
      readOnly: true,
    });
  });

  it("get a new name with new content, whatever their order", async () => {
    const nameOf = async (given: Record<string, string>) => {
      const graph = await recordService("backend", BACKEND, { files: given });
      return at(nodeNamed(graph, "backend-config").inputs, "metadata")["name"];
    };
    const first = await nameOf({ "/a": "1", "/b": "2" });
    expect(await nameOf({ "/b": "2", "/a": "1" })).to.equal(first);
    expect(await nameOf({ "/a": "1", "/b": "3" })).not.to.equal(first);
  });
});
