import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type CommandResult, REPOSITORY, strata } from "../support/project.ts";
import { everything, leaks, PLANTED, projectWith, shows } from "./planted.ts";

const COMPONENTS = join(REPOSITORY, "components");

/** A program with a worker, whose arguments are filled in, and what else is put beside it. */
function program(args: string, beside = "", links = ""): string {
  return `
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Provider as Cloudflare } from "@pulumi/cloudflare/provider.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { Config, concat, output, secret } from "@pulumi/pulumi";
import { createChartRelease, text } from "${COMPONENTS}/core/kubernetes/chart.ts";
import { Worker } from "${COMPONENTS}/workload/worker.ts";

const PLANTED = ["pLanted-7f3a", "9c1e5b2d"].join("");

export default async function main() {
const provider = new Provider("cluster", { kubeconfig: "{}" });
new Worker("events", {
  namespace: "shop",
  partOf: "shop",
  image: "registry.example/events@sha256:${"2".repeat(64)}",
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  scaling: { replicas: 1 },
  links: [${links}],
  ${args}
}, { provider });
${beside}
}
`;
}

/** What a user might do, and the words that refuse it. */
const REFUSED: readonly (readonly [what: string, program: string, words: RegExp])[] = [
  [
    "a variable that is named like a secret",
    program("environment: { DB_PASSWORD: PLANTED },"),
    /Worker "events": environment\.DB_PASSWORD is "\(hidden\)"; allowed are plain settings/,
  ],
  [
    "a secret as a variable",
    program("environment: { GREETING: secret(PLANTED) },"),
    /Worker "events": environment\.GREETING is a secret; allowed are plain settings/,
  ],
  [
    "a secret inside a variable",
    program('environment: { GREETING: concat("hello ", secret(PLANTED)) },'),
    /environment\.GREETING is a secret/,
  ],
  [
    "a URL with a password as a variable",
    program('environment: { DATABASE_URL: "postgres://app:" + PLANTED + "@db/app" },'),
    /environment\.DATABASE_URL is "\(hidden\)"; allowed are plain settings/,
  ],
  [
    "a variable that a link sets already",
    program(
      "environment: { DB_HOST: PLANTED },",
      "",
      '{ id: "db#postgres", name: "db", host: "db.shop", port: 5432, protocol: "postgres", peer: { kind: "host", hosts: ["db.shop"] } }',
    ),
    /environment\.DB_HOST is "\(hidden\)"; allowed are names that no link or secret sets already/,
  ],
  [
    "a private key as a file",
    program('files: { "/etc/key.pem": "-----BEGIN PRIVATE KEY-----" + PLANTED },'),
    /files is "\/etc\/key\.pem"; allowed are plain configuration \(a private key is mounted as a file/,
  ],
  [
    "a URL with a password in a file",
    program('files: { "/etc/app.conf": "upstream redis://:" + PLANTED + "@cache:6379" },'),
    /plain configuration \(a URL with a password is mounted as a file/,
  ],
  [
    "a URL with a password as the host of a link",
    program(
      "",
      "",
      '{ id: "db#postgres", name: "db", host: "libsql://app:" + PLANTED + "@db.example", port: 443, protocol: "libsql", peer: { kind: "host", hosts: ["db.example"] } }',
    ),
    /links\["db"\]\.host is "\(hidden\)"; allowed are host names and addresses/,
  ],
  [
    "a URL with a password in a chart's values",
    program(
      "",
      'createChartRelease("things", { chart: "things", version: "1.0.0", source: "", values: { url: text } }, { name: "things", namespace: "shop", values: { url: "redis://:" + PLANTED + "@cache" } }, { provider });',
    ),
    /Release "things": values\.url is \(hidden: a URL with a password\); allowed are plain values/,
  ],
];

/** Where a user may put what Pulumi knows as a secret: it stays one. */
const KEPT: readonly (readonly [what: string, beside: string])[] = [
  [
    "a Secret's data",
    'new Secret("keys", { metadata: { name: "keys" }, stringData: { password: PLANTED } }, { provider });',
  ],
  [
    "a Secret's data in base64",
    'new Secret("keys", { metadata: { name: "keys" }, data: { password: Buffer.from(PLANTED).toString("base64") } }, { provider });',
  ],
  [
    "a secret in a label",
    'new Service("web", { metadata: { labels: { owner: secret(PLANTED) } } }, { provider });',
  ],
  [
    "a secret in an annotation",
    'new Service("web", { metadata: { annotations: { note: concat("by ", secret(PLANTED)) } } }, { provider });',
  ],
  [
    "a secret in a URL in a ConfigMap",
    'new ConfigMap("urls", { metadata: { name: "urls" }, data: { url: concat("redis://:", secret(PLANTED), "@cache") } }, { provider });',
  ],
  [
    "a secret deep in a chart's values",
    'new Release("things", { chart: "things", values: { auth: { users: [{ password: secret(PLANTED) }] } } }, { provider });',
  ],
  [
    "a secret setting of the stack file",
    'new ConfigMap("urls", { metadata: { name: "urls" }, data: { token: new Config("planted").requireSecret("token") } }, { provider });',
  ],
  [
    "a setting of the stack file in plain text that the program takes as a secret",
    'new ConfigMap("urls", { metadata: { name: "urls" }, data: { token: new Config("planted").requireSecret("plain") } }, { provider });',
  ],
  ["a provider's token", 'new Cloudflare("edge", { apiToken: PLANTED });'],
  ["a provider's kubeconfig", 'new Provider("other", { kubeconfig: secret(PLANTED) });'],
  [
    "what follows from a secret",
    'new ConfigMap("urls", { metadata: { name: "urls" }, data: { length: secret(PLANTED).apply((text) => text.toUpperCase() + text) } }, { provider });',
  ],
  ["an output of the stack", "return { password: secret(PLANTED) };"],
  [
    "a structure among the stack's outputs",
    "return { login: { user: 'app', password: output(secret(PLANTED)) } };",
  ],
];

const CONFIG = `  planted:token:\n    secure: v1:${PLANTED}\n  planted:plain: ${PLANTED}\n`;

describe("a secret that a program gives away", () => {
  let project: ReturnType<typeof projectWith> | undefined;

  afterEach(() => project?.remove());

  const run = (source: string): Promise<Map<string, CommandResult>> => {
    project = projectWith(source, CONFIG);
    return everything("dev", project.folder);
  };

  for (const [what, source, words] of REFUSED) {
    it(`is refused in words that do not repeat it: ${what}`, async () => {
      const results = await run(source);
      expect(leaks(results)).to.deep.equal([]);
      for (const [command, { code, error }] of results) {
        expect(error, command).to.match(words);
        expect(code, command).to.be.oneOf([1, 2]);
      }
    });
  }

  for (const [what, beside] of KEPT) {
    it(`is shown nowhere: ${what}`, async () => {
      const results = await run(program("", beside));
      expect(leaks(results)).to.deep.equal([]);
      for (const [command, { code, out, error }] of results) {
        expect(error, command).to.equal("");
        expect(code, command).to.be.oneOf(command.startsWith("check") ? [0, 1] : [0]);
        expect(out, command).not.to.equal("");
      }
    });
  }

  it("is found by its finding, which does not repeat it either", async () => {
    const results = await run(
      program(
        "",
        'new ConfigMap("urls", { metadata: { name: "urls" }, data: { token: secret(PLANTED) } }, { provider });',
      ),
    );
    const { out, code } = results.get("check") ?? { out: "", code: 0 };
    expect(out).to.include("kubernetes-secret-in-config-map");
    expect(code).to.equal(1);
    expect(leaks(results)).to.deep.equal([]);
  });

  it("is in no file that is written", async () => {
    // All of them in one program, under names of their own.
    const all = KEPT.map(([, beside], index) =>
      beside.replace(/^(new \w+\(")/, `$1${index}-`).replace(/(metadata: \{ name: ")/, `$1${index}-`),
    );
    const resources = all.filter((beside) => beside.startsWith("new "));
    project = projectWith(program("", resources.join("\n")), CONFIG);
    const folder = join(project.folder, "manifests");
    const { code, error } = await strata(["manifests", "dev", "--out", folder], project.folder);
    expect(error).to.equal("");
    expect(code).to.equal(0);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(files.length).to.be.greaterThan(5);
    const showing = files.filter((each) => shows(readFileSync(join(each.parentPath, each.name), "utf8")));
    expect(showing.map(({ name }) => name)).to.deep.equal([]);
  });

  it("would be seen by this test: what nobody calls a secret is printed", async () => {
    const plain =
      'new ConfigMap("urls", { metadata: { name: "urls" }, data: { greeting: "hello " + PLANTED } }, { provider });';
    expect(leaks(await run(program("", plain)))).to.include.members(["plan --json", "manifests"]);
  });
});
