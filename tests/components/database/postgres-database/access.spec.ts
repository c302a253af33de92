import { expect } from "chai";
import { PostgresDatabase } from "#components/database/postgres-database";
import { isUnknown } from "#graph/model";
import { testPrivateServices } from "../../../support/fixtures/private-services.ts";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { ARGS, credentialWith, endpointsOf, PASSWORD, recorded } from "./support.ts";

describe("PostgresDatabase", () => {
  it("keeps passwords secret and draws them at random", async () => {
    const graph = await recorded();
    const user = nodeNamed(graph, "database-app", "gcp:sql/user:User");
    expect(user.inputs["password"]).to.deep.equal({ $secret: true });
    expect(user.propertyDependencies["password"]).to.deep.equal([
      nodeNamed(graph, "database-app", PASSWORD).urn,
    ]);
    const version = nodeNamed(graph, "database-credentials-app-password-version");
    expect(version.inputs["secretData"]).to.deep.equal({ $secret: true });
  });

  it("draws new passwords when the rotation's epoch moves on", async () => {
    const keepersAt = async (epoch: string) =>
      nodeNamed(await recorded({ rotation: { epoch } }), "database-app", PASSWORD).inputs["keepers"];
    expect(await keepersAt("2026-10-01")).to.deep.equal({ epoch: "2026-10-01" });
    expect(await keepersAt("2026-12-30")).to.deep.equal({ epoch: "2026-12-30" });
    expect(nodeNamed(await recorded(), "database-app", PASSWORD).inputs["keepers"]).to.equal(undefined);
  });

  it("S95: has an endpoint for reads and writes and one for reads on each replica", async () => {
    const graph = await recorded({ replicas: { a: {}, b: {} } });
    const endpoints = endpointsOf(graph);
    expect(endpoints.map(({ name }) => name)).to.deep.equal(["database", "database-a", "database-b"]);
    for (const endpoint of endpoints) {
      expect(endpoint).to.include({ port: 5432, protocol: "postgres" });
      expect(isUnknown(endpoint["host"]), "the address is known after apply").to.equal(true);
      expect(endpoint["peer"]).to.deep.equal({ kind: "cidr", ranges: ["10.0.0.0/16"] });
    }
    expect(endpoints.map(({ credential }) => credential)).to.deep.equal([
      credentialWith("shop-prod-database-primary-ca"),
      credentialWith("shop-prod-database-a-ca"),
      credentialWith("shop-prod-database-b-ca"),
    ]);
    const replica = nodeNamed(graph, "database-replica-a");
    expect(replica.inputs["instanceType"]).to.equal("READ_REPLICA_INSTANCE");
    expect(replica.propertyDependencies["masterInstanceName"]).to.deep.equal([
      nodeNamed(graph, "database-primary").urn,
    ]);
  });

  it("gives each user endpoints with a credential of its own", async () => {
    let files: unknown;
    await recordWith(({ gcp, all }) => {
      const privateServices = testPrivateServices(gcp);
      const users = ["app", "reports"];
      const database = new PostgresDatabase(
        "database",
        { ...ARGS, privateServices, users, replicas: { a: {} } },
        { providers: all },
      );
      files = [database.primary, database.access["reports"]?.replicas["a"]].map(
        (each) => each?.credential?.files,
      );
      return {};
    });
    expect(files).to.deep.equal([
      {
        user: "shop-prod-database-app-user",
        password: "shop-prod-database-app-password",
        "ca.pem": "shop-prod-database-primary-ca",
      },
      {
        user: "shop-prod-database-reports-user",
        password: "shop-prod-database-reports-password",
        "ca.pem": "shop-prod-database-a-ca",
      },
    ]);
  });
});
