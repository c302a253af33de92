import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { runCommand } from "#components/database/turso/command";
import type { TursoTopology } from "#components/database/turso/topology";
import { REPOSITORY } from "../../../support/project.ts";
import { TOPOLOGY } from "./topology.ts";
import { startTurso, type TursoServer } from "./turso-server.ts";

describe("turso command", () => {
  let server: TursoServer;
  beforeEach(async () => {
    server = await startTurso("acme");
  });
  afterEach(() => server.close());

  async function run(args: string[], topology: unknown = TOPOLOGY, token: string | undefined = "platform") {
    const out: string[] = [];
    const error: string[] = [];
    const code = await runCommand({
      args,
      // As the component's outputs stand in an exported state.
      input: JSON.stringify({ deployment: { resources: [{ outputs: { outputs: { topology } } }] } }),
      token,
      address: server.address,
      out: (line) => out.push(line),
      error: (line) => error.push(line),
    });
    return { code, out, error };
  }

  it("lists what it would do and sends nothing that changes anything", async () => {
    const { code, out } = await run([]);
    expect(code).to.equal(1);
    expect(out).to.deep.equal([
      "would create group howlerops-prod with its primary in ord   POST /v1/organizations/acme/groups",
      ...["iad", "sjc", "fra", "syd"].map(
        (location) =>
          `would add a copy in ${location}   POST /v1/organizations/acme/groups/howlerops-prod/locations/${location}`,
      ),
      "would create database howlerops-prod in group howlerops-prod   POST /v1/organizations/acme/databases",
      "would turn on the delete protection of howlerops-prod   " +
        "PATCH /v1/organizations/acme/databases/howlerops-prod/configuration",
    ]);
    expect(server.seen.map(({ method }) => method)).to.deep.equal(["GET", "GET", "GET"]);
  });

  it("S91: makes the primary in ORD and its copies in IAD, SJC, FRA and SYD", async () => {
    expect((await run(["--apply"])).code).to.equal(0);
    expect(server.groups.get("howlerops-prod")).to.deep.equal({
      primary: "ord",
      locations: ["ord", "iad", "sjc", "fra", "syd"],
    });
    expect(server.databases.get("howlerops-prod")).to.include({
      group: "howlerops-prod",
      delete_protection: true,
    });
  });

  it("does nothing when run again", async () => {
    await run(["--apply"]);
    const before = server.seen.length;
    const { code, out } = await run(["--apply"]);
    expect({ code, out }).to.deep.equal({ code: 0, out: ["acme/howlerops-prod is as declared"] });
    expect(server.seen.slice(before).map(({ method }) => method)).to.deep.equal(["GET", "GET", "GET"]);
  });

  it("takes up where a run broke off", async () => {
    const syd = "POST /v1/organizations/acme/groups/howlerops-prod/locations/syd";
    server.failing.set(syd, 503);
    const broken = await run(["--apply"]);
    expect(broken.code).to.equal(2);
    expect(broken.error).to.deep.equal([`${syd} answered 503: as the test wants it`]);
    server.failing.clear();
    const { code, out } = await run(["--apply"]);
    expect(code).to.equal(0);
    expect(out.map((line) => line.split("   ")[0])).to.deep.equal([
      "add a copy in syd",
      "create database howlerops-prod in group howlerops-prod",
      "turn on the delete protection of howlerops-prod",
    ]);
  });

  it("removes a copy that is no longer declared, after all else", async () => {
    await run(["--apply"]);
    const { out } = await run(["--apply"], { ...TOPOLOGY, replicas: ["iad", "sjc", "fra", "ams"] });
    expect(out.map((line) => line.split("   ")[0])).to.deep.equal([
      "add a copy in ams",
      "remove the copy in syd",
    ]);
    expect(server.groups.get("howlerops-prod")?.locations).to.deep.equal(["ord", "iad", "sjc", "fra", "ams"]);
  });

  const conflicts: [string, Partial<TursoTopology>, string][] = [
    [
      "the primary",
      { primary: "fra", replicas: [] },
      "group howlerops-prod has its primary in ord, declared is fra",
    ],
    [
      "the host",
      { host: "other.turso.io" },
      "database howlerops-prod answers at howlerops-prod-acme.turso.io",
    ],
  ];
  for (const [what, change, words] of conflicts) {
    it(`refuses to move ${what}`, async () => {
      await run(["--apply"]);
      const before = server.seen.length;
      const { code, error } = await run(["--apply"], { ...TOPOLOGY, ...change });
      expect(code).to.equal(2);
      expect(error[0]).to.include(words);
      expect(server.seen.slice(before).every(({ method }) => method === "GET")).to.equal(true);
    });
  }

  it("prints a new token alone, so that it can be piped on, and where it belongs beside it", async () => {
    await run(["--apply"]);
    const { code, out, error } = await run(["--token"]);
    expect({ code, out }).to.deep.equal({ code: 0, out: ["header.claims.signature"] });
    expect(error).to.deep.equal([
      "a token for howlerops-prod, good for 120 days; it belongs into the secret howlerops-prod-database-token",
    ]);
    expect(server.seen.at(-1)?.path).to.equal(
      "/v1/organizations/acme/databases/howlerops-prod/auth/tokens?expiration=120d&authorization=full-access",
    );
  });

  it("sends the platform's token with every request and never prints it", async () => {
    server.failing.set("GET /v1/organizations/acme/groups/howlerops-prod", 401);
    const { out, error } = await run([], TOPOLOGY, "very-secret");
    expect(server.seen.every(({ authorization }) => authorization === "Bearer very-secret")).to.equal(true);
    expect([...out, ...error].join("\n"))
      .to.include("401")
      .and.not.include("very-secret");
  });

  const misuses: [string, string[], unknown, string | undefined, string][] = [
    ["an unknown option", ["--aply"], TOPOLOGY, "platform", "Unknown option '--aply'"],
    ["no token", [], TOPOLOGY, "", "TURSO_API_TOKEN_FILE names no file with a token"],
    ["a state without a Turso database", [], {}, "platform", "the input declares no Turso database"],
  ];
  for (const [what, args, topology, token, words] of misuses) {
    it(`ends with 2 for ${what}`, async () => {
      const { code, error } = await run(args, topology, token);
      expect(code).to.equal(2);
      expect(error.join()).to.include(words);
      expect(server.seen).to.deep.equal([]);
    });
  }
});

describe("turso program", () => {
  const main = join(REPOSITORY, "components/database/turso/main.ts");

  it("tells how it is used", () => {
    const { status, stdout } = spawnSync(process.execPath, [main, "--help"], { encoding: "utf8" });
    expect({ status, first: stdout.split("\n")[0] }).to.deep.equal({
      status: 0,
      first: "Brings Turso databases to what a stack declares.",
    });
  });

  it("ends with 2 and one line where there is no token", () => {
    const env = { PATH: process.env["PATH"] };
    const { status, stderr } = spawnSync(process.execPath, [main], { encoding: "utf8", input: "{}", env });
    expect({ status, stderr }).to.deep.equal({
      status: 2,
      stderr: "TURSO_API_TOKEN_FILE names no file with a token; --help tells more\n",
    });
  });
});
