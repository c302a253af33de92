import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { type Access, accessOf } from "#cli/access/access";
import type { ClusterApi } from "#cli/rollout/cluster/api";
import { expectedObjects } from "#cli/rollout/expected";
import { judgeObject } from "#cli/rollout/judges/judges";
import { record } from "#graph/record/record";
import { readingOf } from "#models/access/kubernetes";
import { PRODUCT_TYPES } from "#models/access/products";
import { declarationsOf } from "../../models/access/sdk.ts";
import { goldenStacks } from "../../stacks/golden.ts";
import { REPOSITORY, strata, temporaryProject } from "../../support/project.ts";
import { stackGraph } from "../../support/stacks.ts";

const roles = ({ google }: Access, run: "first" | "later") =>
  google.flatMap((project) => project[run].map(({ role }) => role));

describe("strata access", () => {
  for (const stack of goldenStacks()) {
    it(`A3, A4 knows the rights of every resource of ${stack}`, async () => {
      const { unknown, google, cloudflare, kubernetes } = accessOf(await stackGraph(stack));
      expect(unknown, "to be added to models/access").to.deep.equal([]);
      expect(google.flatMap(({ uncovered }) => uncovered)).to.deep.equal([]);
      expect(google.map(({ project }) => project)).to.deep.equal([stack]);
      expect(cloudflare.map(({ name }) => name)).to.include("Zone WAF");
      expect(kubernetes.charts).to.include("cert-manager");
    });
  }

  it("knows all that a rollout reads, which is neither written nor a Secret", async () => {
    const graph = await stackGraph("nextjs-dev");
    const { rollout } = accessOf(graph).kubernetes;
    expect(new Set(rollout.flatMap(({ verbs }) => verbs))).to.deep.equal(new Set(["get", "list"]));
    const resources = new Set(rollout.map(({ resource }) => resource));
    expect(resources).not.to.include("secrets");
    const asked = new Set<string>();
    const api: ClusterApi = {
      get: async ({ apiVersion, kind }) => {
        asked.add(kind);
        const spec = { replicas: 1, selector: { matchLabels: { app: "any" }, app: "any" } };
        return {
          apiVersion,
          kind,
          metadata: { name: "any", namespace: "any", generation: 2 },
          spec,
          status: { observedGeneration: 2 },
        };
      },
      list: async ({ kind }) => {
        asked.add(kind);
        return [];
      },
    };
    for (const object of expectedObjects(graph)) {
      await judgeObject(object, api);
    }
    const plurals = [...asked].map((kind) => readingOf({ apiGroup: "", kind }).resource);
    expect(plurals.filter((plural) => !resources.has(plural))).to.deep.equal([]);
    expect(plurals).to.include.members(["pods", "events", "endpointslices"]);
  });

  for (const file of globSync("docs/examples/*/*.ts", { cwd: REPOSITORY }).sort()) {
    it(`A3, A4 knows the rights of every resource of ${file}`, async () => {
      const { program } = (await import(pathToFileURL(join(REPOSITORY, file)).href)) as {
        program: () => Inputs;
      };
      const { unknown } = accessOf(
        await record(program, { project: "example", stack: "dev", root: REPOSITORY }),
      );
      expect(unknown, "to be added to models/access").to.deep.equal([]);
    });
  }

  it("A4 asks for what only the first update needs in the first update", async () => {
    const access = accessOf(await stackGraph("nextjs-prod"));
    const [first, later] = [roles(access, "first"), roles(access, "later")];
    expect(first).to.include.members([
      "roles/compute.networkAdmin",
      "roles/resourcemanager.projectIamAdmin",
      "roles/cloudkms.admin",
      // It may enable APIs as well.
      "roles/monitoring.editor",
    ]);
    expect(later).to.include.members(["roles/compute.networkAdmin", "roles/cloudsql.admin"]);
    expect(later).not.to.include.members(["roles/resourcemanager.projectIamAdmin", "roles/cloudkms.admin"]);
    expect(later, "to decrypt the state").to.include("roles/cloudkms.cryptoKeyEncrypterDecrypter");
    expect([...first, ...later]).not.to.include("roles/compute.admin");
  });

  it("only reads what exists", async () => {
    const graph = await stackGraph("howlerops-prod");
    const zoneOnly = graph.nodes
      .filter(({ type }) => type === "cloudflare:index/zone:Zone")
      .map((node) => ({ ...node, read: { id: "0123456789abcdef0123456789abcdef" } }));
    expect(accessOf({ ...graph, nodes: zoneOnly }).cloudflare).to.deep.equal([
      { name: "Zone", level: "zone", label: "Zone", access: "Read", for: ["Zone"] },
    ]);
  });

  describe("of a program of your own", () => {
    const project = temporaryProject({
      "Pulumi.yaml": "name: own\nruntime: nodejs\nmain: index.mjs\n",
      "Pulumi.dev.yaml": "config: {}\n",
      "index.mjs": `
        import cloudflare from "${REPOSITORY}/node_modules/@pulumi/cloudflare/index.js";
        import pulumi from "${REPOSITORY}/node_modules/@pulumi/pulumi/index.js";
        export default function () {
          const provider = new cloudflare.Provider("cloudflare", { apiToken: "t" });
          const zoneId = "0123456789abcdef0123456789abcdef";
          const rules = [{ action: "block", expression: "true" }];
          new cloudflare.Ruleset("waf", { zoneId, kind: "zone", name: "waf", phase: "http_ratelimit", rules }, { provider });
          new cloudflare.Ruleset("new", { zoneId, kind: "zone", name: "new", phase: "http_of_tomorrow", rules }, { provider });
          new cloudflare.Turnstile${"Widget"}("gate", { accountId: zoneId, domains: ["a.example"], mode: "managed", name: "gate" }, { provider });
        }
      `,
    });

    after(() => project.remove());

    it("A3 names what it does not know, and never passes over it", async () => {
      const { code, out, error } = await project.run("access", "dev");
      expect({ code, error }).to.deep.equal({ code: 0, error: "" });
      expect(out).to.match(/zone {5}Zone WAF {2}Edit {2}http_ratelimit/);
      expect(out).to.match(/UNKNOWN .*documentation/);
      expect(out).to.match(/cloudflare:index\/ruleset:Ruleset of phase http_of_tomorrow {2}new/);
      expect(out).to.match(/cloudflare:index\/turnstileWidget:TurnstileWidget +gate/);
    });

    it("prints the same as JSON", async () => {
      const { out } = await project.run("access", "dev", "--json");
      const { version, stack, cloudflare, unknown } = JSON.parse(out) as Access & {
        version: number;
        stack: string;
      };
      expect([version, stack]).to.deep.equal([1, "dev"]);
      expect(cloudflare.map(({ name, access }) => `${name} ${access}`)).to.deep.equal(["Zone WAF Write"]);
      expect(unknown.flatMap(({ names }) => names)).to.deep.equal(["new", "gate"]);
    });
  });

  it("A2 lists what is paid for: bought by the update, or by hand", async () => {
    const { purchases } = accessOf(await stackGraph("howlerops-prod"));
    expect(purchases).to.deep.equal([
      {
        product: "plan pro",
        terms: "bought by the first update, needs a payment method of the account",
        names: ["edge-subscription"],
      },
    ]);
    expect(accessOf(await stackGraph("howlerops-dev")).purchases, "Free").to.deep.equal([]);
    const { program } = (await import(
      pathToFileURL(join(REPOSITORY, "docs/examples/edge/load-balancer.ts")).href
    )) as { program: () => Inputs };
    const balanced = accessOf(await record(program, { project: "example", stack: "dev", root: REPOSITORY }));
    expect(balanced.purchases.map(({ product }) => product)).to.include("Load Balancing");
    expect(PRODUCT_TYPES.filter((type) => declarationsOf(type) === undefined)).to.deep.equal([]);
  });

  it("shows the rights by cloud, with what needs them", async () => {
    const { code, out } = await strata(["access", "howlerops-prod"]);
    expect(code).to.equal(0);
    expect(out).to.match(/^CLOUDFLARE .*Edit includes Read/m);
    expect(out).to.match(/^ {2}zone {5}SSL and Certificates {2}Edit {2}UniversalSslSetting$/m);
    expect(out).to.match(/^GOOGLE CLOUD {3}project howlerops-prod · /m);
    expect(out).to.match(/^ {2}roles\/compute\.securityAdmin +Firewall$/m);
    expect(out).to.match(/^ {2}rbac\.authorization\.k8s\.io .*clusterroles \(bind, escalate\)/m);
    expect(out).not.to.contain("UNKNOWN");
  });
});
