import { globSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { PlanJson } from "#cli/plan/json";
import { recordStack } from "#testing/index";
import { REPOSITORY, strata } from "../../support/project.ts";
import { namesOf, strataAlone } from "./support.ts";

const PROGRAMS = join(REPOSITORY, "docs/examples/programs");

/** What a program of the examples plans. */
interface Expected {
  /** Further arguments of `strata plan`. */
  readonly args?: readonly string[];
  /** Type and name of each resource. */
  readonly resources: readonly string[];
  readonly outputs: object;
  /** Whether it serializes functions, see {@link strataAlone}. */
  readonly serializes?: true;
  /** Resources without an explicit provider, which the rule about them finds; nothing else is found. */
  readonly findings?: readonly string[];
}

const unknown = { $unknown: true };
const GIVEN = ["--given", "given.yaml"];

const EXPECTED: Readonly<Record<string, Expected>> = {
  "aliases-and-transforms": {
    resources: [
      "shop:index:Credentials shop",
      "random:index/randomId:RandomId shop-user",
      "random:index/randomPassword:RandomPassword shop-password",
    ],
    outputs: { id: unknown },
  },
  "azure-storage": {
    resources: ["azure-native:resources:ResourceGroup group", "azure-native:storage:StorageAccount storage"],
    outputs: { name: unknown, primaryKey: { $secret: true } },
    findings: ["group", "storage"],
  },
  command: {
    resources: ["command:local:Command build", "command:remote:Command restart"],
    outputs: { lines: unknown, restarted: unknown },
  },
  "docker-image": {
    resources: [
      "docker:index/network:Network network",
      "docker:index/remoteImage:RemoteImage redis",
      "docker:index/container:Container redis",
      "docker:index/image:Image app",
      "docker:index/container:Container app",
    ],
    outputs: { url: unknown },
    findings: ["app", "app", "network", "redis", "redis"],
  },
  "dynamic-provider": {
    serializes: true,
    resources: ["pulumi-nodejs:dynamic:Resource release"],
    outputs: { digest: unknown, tag: "v1.3" },
  },
  "guestbook-yaml": {
    resources: [
      "kubernetes:core/v1:ConfigMap guestbook/frontend",
      "kubernetes:core/v1:Namespace guestbook",
      "kubernetes:core/v1:Service guestbook/frontend",
      "kubernetes:core/v1:Service guestbook/redis-leader",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy guestbook/deny",
      "kubernetes:yaml:ConfigFile ./yaml/frontend.yaml",
      "kubernetes:yaml:ConfigFile ./yaml/redis.yaml",
      "kubernetes:yaml:ConfigFile namespace",
      "kubernetes:yaml:ConfigGroup guestbook",
      "pulumi:providers:kubernetes cluster",
    ],
    outputs: { frontendPort: 80 },
  },
  "helm-charts": {
    args: ["--given", "rendered.yaml"],
    resources: [
      "pulumi:providers:kubernetes cluster",
      "kubernetes:core/v1:Namespace wordpress",
      "kubernetes:helm.sh/v3:Chart wpdev",
      "kubernetes:helm.sh/v4:Chart nginx",
      "kubernetes:helm.sh/v3:Release redis",
      "kubernetes:core/v1:Service wordpress/wpdev-wordpress",
    ],
    outputs: { frontend: unknown, release: unknown },
  },
  "remote-component": {
    resources: ["awsx:ec2:Vpc main", "command:local:Command report"],
    outputs: { vpcId: unknown, firstSubnet: unknown, printed: unknown },
  },
  "serialized-function": {
    serializes: true,
    resources: ["aws:lambda/function:Function hello"],
    outputs: { arn: unknown },
    findings: ["hello"],
  },
  "stack-reference": {
    args: GIVEN,
    resources: [
      "pulumi:pulumi:StackReference acme/network/prod",
      "pulumi:pulumi:StackReference organization/shared/dev",
      "random:index/randomPet:RandomPet name",
    ],
    outputs: { subnetId: "subnet-0a1b", url: unknown },
  },
  "static-website": {
    args: GIVEN,
    resources: [
      "aws:s3/bucket:Bucket site",
      "aws:s3/bucketObject:BucketObject index.html",
      "aws:s3/bucketObject:BucketObject style.css",
      "aws:s3/bucketPolicy:BucketPolicy site",
    ],
    outputs: { bucket: unknown },
    findings: ["index.html", "site", "site", "style.css"],
  },
  "tls-certificate": {
    resources: [
      "pki:index:Authority root",
      "tls:index/privateKey:PrivateKey root-key",
      "tls:index/selfSignedCert:SelfSignedCert root-certificate",
    ],
    outputs: { certificatePem: unknown },
  },
};

async function json<Result>(name: string, command: string, args: readonly string[]): Promise<Result> {
  const execute = EXPECTED[name]?.serializes ? strataAlone : strata;
  const { out, error } = await execute([command, ...args, "--json"], join(PROGRAMS, name));
  expect(error).to.equal("");
  return JSON.parse(out) as Result;
}

interface CheckJson {
  readonly findings: readonly { readonly rule: string; readonly urn: string }[];
}

describe("programs as others write them", () => {
  it("are all expected here", () => {
    const projects = globSync("*/Pulumi.yaml", { cwd: PROGRAMS }).map((file) => file.split(/[\\/]/)[0]);
    expect(projects.sort()).to.deep.equal(Object.keys(EXPECTED).sort());
  });

  for (const [name, { args = [], resources, outputs, findings = [] }] of Object.entries(EXPECTED)) {
    it(`${name} is planned, and nothing is found that is not so`, async () => {
      const { nodes, stacks } = await json<PlanJson<unknown>>(name, "plan", args);
      expect(namesOf(nodes)).to.have.members(resources);
      expect(stacks[0]?.outputs).to.deep.equal(outputs);
      const { findings: found } = await json<CheckJson>(name, "check", args);
      const explicit = "resilience-explicit-provider";
      expect(found.filter(({ rule }) => rule !== explicit)).to.deep.equal([]);
      // A default provider takes its account from the machine, so that what is deployed where depends on who runs it.
      expect(found.map(({ urn }) => urn.split("::").at(-1)).sort()).to.deep.equal(findings);
    });
  }

  it("static-website says what it asks of the cloud where that is not given", async () => {
    const { code, error } = await strata(["plan"], join(PROGRAMS, "static-website"));
    expect(code).to.equal(2);
    expect(error).to.match(
      /^aws:index\/getAvailabilityZones:getAvailabilityZones .*give its result \(--given\)/,
    );
  });

  it("static-website shows resources that are children of others", async () => {
    const { out } = await strata(["plan", "--resources", ...GIVEN], join(PROGRAMS, "static-website"));
    expect(out).to.contain("BucketObject style.css");
  });

  it("aliases-and-transforms is planned with what its transforms make of it", async () => {
    const { nodes } = await json<PlanJson<unknown>>("aliases-and-transforms", "plan", []);
    const byName = (name: string) => nodes.find((node) => node.name === name);
    expect(byName("shop-user")?.inputs).to.deep.equal({ byteLength: 4, prefix: "dev-" });
    expect(byName("shop-user")).to.include({ protect: true });
    expect(byName("shop-user")?.settings).to.deep.include({ aliases: [{ name: "user" }] });
    expect(byName("shop-password")?.inputs).to.deep.equal({ length: 32 });
  });

  it("automation-inline is recorded as it is deployed: by its function", async () => {
    const { program } = (await import(join(PROGRAMS, "automation-inline/program.ts"))) as {
      readonly program: () => Promise<object>;
    };
    const stack = await recordStack(program, { config: { names: ["a", "b"] } });
    expect(stack.outputs).to.deep.equal({ order: unknown, first: "a" });
    expect(stack.resource({ name: "order" }).type).to.equal("random:index/randomShuffle:RandomShuffle");
  });
});
