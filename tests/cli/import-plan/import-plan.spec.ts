import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FORMATS, importFormat } from "#cli/import-plan/formats";
import { type ImportFile, planImport } from "#cli/import-plan/import-file";
import { findProject, stackNames } from "#cli/shared/project/project";
import type { Graph } from "#graph/model";
import { REPOSITORY, strata } from "../../support/project.ts";
import { findNode, stackGraph, valueAt } from "../../support/stacks.ts";

const ZONE_ID = "0123456789abcdef0123456789abcdef";

/** The part "Import" of a type's documentation in the installed SDK; empty when it has none. */
function importText(type: string): string {
  const [provider = "", path = ""] = type.split(":");
  const [folder = "", file = ""] = path.split("/");
  const base = join(REPOSITORY, "node_modules/@pulumi", provider, folder === "index" ? "" : folder);
  const name = readdirSync(base).find((each) => each.toLowerCase() === `${file.toLowerCase()}.d.ts`) ?? "";
  const text = readFileSync(join(base, name), "utf8");
  const [, section = ""] = /## Import([\s\S]*?)\*\//.exec(text) ?? [];
  return section;
}

const plan = (graph: Graph, options: Partial<Parameters<typeof planImport>[1]> = {}) =>
  planImport(graph, { wanted: () => true, clusterReady: false, ...options });

/** The URNs that the CLI gives the resources of a file. */
function urnsOf({ nameTable = {}, resources }: ImportFile, stack: string): Map<string, string> {
  const types = new Map(Object.entries(nameTable).map(([name, urn]) => [name, urn.split("::")[2] ?? ""]));
  return new Map(
    resources.map(({ type, name, logicalName = name, parent }) => {
      const above = parent === undefined ? "" : `${types.get(parent)}$`;
      expect(above, `the parent of ${name} comes before it`).not.to.equal("undefined$");
      types.set(name, `${above}${type}`);
      return [name, `urn:pulumi:${stack}::strata::${above}${type}::${logicalName}`];
    }),
  );
}

describe("strata import-plan", () => {
  describe("formats of ids", () => {
    const formats = Object.entries(FORMATS);

    for (const [type, { documented, source }] of formats) {
      it(`${type}: ${source ? "no format in the SDK" : "as the installed SDK documents it"}`, () => {
        const text = importText(type).replace(/\n \* /g, "\n");
        expect(text.includes(documented), text).to.equal(source === undefined);
      });
    }

    it("cover every type of every stack", async () => {
      for (const stack of stackNames(findProject(REPOSITORY))) {
        const managed = (await stackGraph(stack)).nodes.filter(
          ({ custom, type }) => custom && !type.startsWith("pulumi:"),
        );
        const without = managed.map(({ type }) => type).filter((type) => !importFormat(type));
        expect([...new Set(without)], stack).to.deep.equal([]);
      }
    });
  });

  describe("ids", () => {
    const idOf = async (kind: string, name: string, stack = "howlerops-prod", more = {}) => {
      const graph = await stackGraph(stack);
      const node = findNode(graph, kind, name);
      const { imported, left } = plan(graph, more);
      return (
        imported.find((each) => each.node === node)?.id ?? left.find((each) => each.node === node)?.reason
      );
    };

    it("come from a resource's own inputs and its provider's project", async () => {
      expect(await idOf("Network", "network-vpc")).to.equal(
        "projects/howlerops-prod/global/networks/howlerops-prod",
      );
      expect(await idOf("Subnetwork", "network-subnet-us-central1")).to.equal(
        "projects/howlerops-prod/regions/us-central1/subnetworks/howlerops-prod-us-central1",
      );
      expect(await idOf("Cluster", "cluster-gke")).to.equal(
        "projects/howlerops-prod/locations/us-central1/clusters/howlerops-prod",
      );
    });

    it("come from what a resource refers to", async () => {
      const ring = "projects/howlerops-prod/locations/us-central1/keyRings/howlerops-prod-cluster";
      expect(await idOf("CryptoKey", "cluster-disks")).to.equal(`${ring}/cryptoKeys/howlerops-prod-disks`);
      expect(await idOf("CryptoKeyIAMMember", "cluster-disks-gke-agent")).to.equal(
        "howlerops-prod/us-central1/howlerops-prod-cluster/howlerops-prod-disks roles/cloudkms.cryptoKeyEncrypterDecrypter serviceAccount:service-111111111111@container-engine-robot.iam.gserviceaccount.com",
      );
      expect(await idOf("IAMMember", "cluster-nodes")).to.equal(
        "howlerops-prod roles/container.defaultNodeServiceAccount serviceAccount:howlerops-prod-nodes@howlerops-prod.iam.gserviceaccount.com",
      );
      expect(await idOf("Connection", "network-private-services", "nextjs-prod")).to.equal(
        "projects/nextjs-prod/global/networks/nextjs-prod:servicenetworking.googleapis.com",
      );
    });

    it("of a zone's settings come with the zone's id", async () => {
      expect(await idOf("ZoneSetting", "edge-ssl")).to.contain("--zone-id");
      const known = { zoneId: ZONE_ID };
      expect(await idOf("ZoneSetting", "edge-ssl", "howlerops-prod", known)).to.equal(`${ZONE_ID}/ssl`);
      expect(await idOf("Zone", "edge-domain", "howlerops-prod", known)).to.equal(ZONE_ID);
      expect(await idOf("ZoneDnssec", "edge-dnssec", "howlerops-prod", known)).to.equal(ZONE_ID);
    });

    it("that only the cloud knows are named with where to read them", async () => {
      expect(await idOf("DnsRecord", "edge-apex")).to.contain("GET /zones/<zone id>/dns_records");
      expect(await idOf("DatabaseInstance", "database-primary", "nextjs-prod")).to.contain(
        "gcloud sql instances list",
      );
      expect(await idOf("ServiceIdentity", "cluster-gke-agent")).to.contain("needs no import");
      expect(await idOf("RandomPassword", "metrics-grafana-admin")).to.contain("the secret itself");
    });

    it("of what runs in the cluster wait for the cluster", async () => {
      expect(await idOf("Deployment", "backend")).to.contain("--cluster-ready");
      const ready = { clusterReady: true };
      expect(await idOf("Deployment", "backend", "howlerops-prod", ready)).to.equal("howlerops/backend");
      expect(await idOf("PriorityClass", "priorities-critical", "howlerops-prod", ready)).to.equal(
        valueAt(
          findNode(await stackGraph("howlerops-prod"), "PriorityClass", "priorities-critical").inputs,
          "metadata.name",
        ),
      );
      expect(await idOf("Release", "ingress-release", "howlerops-prod", ready)).to.equal(
        "nginx-ingress/nginx",
      );
    });
  });

  describe("the file", () => {
    for (const [what, options] of [
      ["what the plan knows alone", {}],
      ["a zone and a cluster too", { zoneId: ZONE_ID, clusterReady: true }],
    ] as const) {
      it(`gives ${what} the plan's own URNs, parents and providers`, async () => {
        const graph = await stackGraph("nextjs-prod");
        const { file, imported } = plan(graph, options);
        const urns = urnsOf(file, "nextjs-prod");
        expect(urns.size, "unique names").to.equal(file.resources.length);
        const byUrn = new Map(file.resources.map((spec) => [urns.get(spec.name), spec]));
        const named = (name = "") => urns.get(name) ?? file.nameTable?.[name];
        expect(imported.length).to.be.greaterThan(40);
        for (const { node, id } of imported) {
          const spec = byUrn.get(node.urn);
          expect(spec?.id, node.urn).to.equal(id);
          expect(named(spec?.provider), node.urn).to.equal(node.provider);
        }
        for (const spec of file.resources) {
          const kinds = [spec.id !== undefined, spec.component === true, spec.inputs !== undefined];
          expect(kinds.filter(Boolean).length, `${spec.name} is one of the three kinds`).to.equal(1);
        }
        expect(JSON.stringify(file)).not.to.contain("$unknown").and.not.to.contain("$secret");
      });
    }

    it("names the cluster's provider by its URN, since only the state knows its configuration", async () => {
      const { file } = plan(await stackGraph("howlerops-prod"), { clusterReady: true });
      expect(Object.values(file.nameTable ?? {})).to.deep.equal([
        "urn:pulumi:howlerops-prod::strata::strata:cluster:Cluster$pulumi:providers:kubernetes::cluster-kubernetes",
      ]);
    });
  });

  describe("the command", () => {
    it("prints a table, what is left out, and how to go on", async () => {
      const { code, out, error } = await strata(["import-plan", "howlerops-prod"]);
      expect({ code, error }).to.deep.equal({ code: 0, error: "" });
      expect(out).to.match(/ {2}gcp Network\n {4}network-vpc {2}projects\/howlerops-prod\/global\/networks/);
      expect(out).to.contain("NO ID IN THE PLAN").and.to.contain("kubernetes NetworkPolicy ×");
      expect(out).to.contain("npm run pulumi -- import --stack howlerops-prod --file import.json");
    });

    it("prints the file for pulumi import with --json, and nothing else", async () => {
      const { code, out } = await strata(["import-plan", "howlerops-prod", "--json"]);
      expect(code).to.equal(0);
      const file = JSON.parse(out) as ImportFile;
      expect(file).to.have.all.keys("resources");
      expect(file.resources.find(({ type }) => type === "gcp:compute/network:Network")).to.deep.equal({
        type: "gcp:compute/network:Network",
        name: "network-vpc",
        parent: "network",
        id: "projects/howlerops-prod/global/networks/howlerops-prod",
        provider: "google",
        version: "9.37.0",
      });
    });

    it("takes types and names by patterns, with the parents that they need", async () => {
      const { out } = await strata(["import-plan", "--json", "--only", "gcp:compute/*", "address-*"]);
      const { resources } = JSON.parse(out) as ImportFile;
      expect(resources.map(({ name }) => name)).to.deep.equal([
        "google",
        "network",
        "network-vpc",
        "network-deny-ingress",
        "network-subnet-us-central1",
        "network-router-us-central1",
        "network-nat-us-central1",
        "address",
        "address-address",
      ]);
    });

    it("refuses patterns that fit nothing, and what is no zone's id", async () => {
      const nothing = await strata(["import-plan", "--only", "gcp:computer/*"]);
      expect(nothing.code).to.equal(2);
      expect(nothing.error).to.contain('--only  no resource has the type or name "gcp:computer/*"');
      const zone = await strata(["import-plan", "--zone-id", "sql-studio.app"]);
      expect(zone.code).to.equal(2);
      expect(zone.error).to.equal('--zone-id  found "sql-studio.app", expected 32 hexadecimal digits\n');
    });
  });
});
