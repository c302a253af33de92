import { expect } from "chai";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import { Cluster } from "#components/cluster/cluster";
import { PriorityClasses, STANDARD_CLASSES } from "#components/cluster/priority-classes";
import { Zone } from "#components/edge/zone";
import { Network } from "#components/network/network";
import { Project } from "#components/project/project";
import type { Graph } from "#graph/model";
import { argumentsDeclaredBy } from "../support/documents/arguments.ts";
import { nodeNamed, recordWith, type TestProviders } from "../support/record.ts";
import { addedTo, expectUntouched } from "../support/upgrade.ts";
import { AUTOPILOT_ARGS, answeringAt, CLUSTER_ARGS, GENERAL } from "./cluster/support.ts";

/** A map that may grow: what it has, and a further entry; or why it is one resource's own. */
type MapArgument = { readonly has: object; readonly added: object } | { readonly oneResource: string };

interface Candidate {
  readonly make: (args: object, providers: TestProviders) => unknown;
  readonly maps: Readonly<Record<string, MapArgument>>;
}

const IMAGES = { app: { location: "us", repository: "app" } };
const MORE_IMAGES = { base: { location: "us", repository: "base", project: "shared" } };
const GITHUB = { ownerId: "1", repositoryId: "2", environments: { plan: { roles: ["roles/viewer"] } } };

const CANDIDATES: Readonly<Record<string, Candidate>> = {
  Cluster: {
    make: (args, { gcp }) => new Cluster("it", { ...CLUSTER_ARGS, ...args }, { provider: gcp }),
    maps: {
      nodePools: {
        has: { general: GENERAL },
        added: {
          another: { ...GENERAL, spot: true, dedicated: "spot" },
          gpu: { ...GENERAL, minNodes: 0, accelerator: { type: "nvidia-l4", count: 1 } },
        },
      },
      imageRepositories: { has: IMAGES, added: MORE_IMAGES },
      labels: { oneResource: "labels of the cluster" },
    },
  },
  AutopilotCluster: {
    make: (args, { gcp }) => new AutopilotCluster("it", { ...AUTOPILOT_ARGS, ...args }, { provider: gcp }),
    maps: {
      imageRepositories: { has: IMAGES, added: MORE_IMAGES },
      labels: { oneResource: "labels of the cluster" },
    },
  },
  Network: {
    make: (args, { gcp }) =>
      new Network(
        "it",
        {
          prefix: "test",
          regions: { "us-central1": {} },
          healthCheckPorts: [8080],
          serviceConnections: { "google-cloud-sql": {} },
          ...args,
        },
        { provider: gcp },
      ),
    maps: {
      regions: {
        has: { "us-central1": {}, "europe-west1": { drained: true } },
        added: { "asia-south1": {}, second: { region: "us-central1", slot: 60 } },
      },
      serviceConnections: { has: { "google-cloud-sql": {} }, added: { "gcp-memorystore": {} } },
    },
  },
  Project: {
    make: (args, { gcp }) =>
      new Project(
        "it",
        {
          project: { id: "test-project", number: "1" },
          prefix: "test",
          region: "us-central1",
          github: GITHUB,
          ...args,
        },
        { provider: gcp },
      ),
    maps: { repositories: { has: { app: {} }, added: { base: { keepVersions: 5 } } } },
  },
  PriorityClasses: {
    make: (args, { kubernetes }) =>
      new PriorityClasses("it", { partOf: "test", ...args }, { provider: kubernetes }),
    maps: {
      classes: {
        has: STANDARD_CLASSES,
        added: { payments: { value: 500_000, description: "Takes the money" } },
      },
    },
  },
  Zone: {
    make: (args, { cloudflare }) =>
      new Zone(
        "it",
        { domain: "example.com", accountId: "0".repeat(32), plan: "pro", records: {}, ...args },
        { provider: cloudflare },
      ),
    maps: {
      records: {
        has: { apex: { type: "A", name: "@", content: "192.0.2.1" } },
        added: { www: { type: "CNAME", name: "www", content: "example.com" } },
      },
      originRegions: {
        has: { home: { address: "192.0.2.1", cloud: "gcp", region: "us-central1" } },
        added: { asia: { address: "192.0.2.2", cloud: "gcp", region: "asia-south1" } },
      },
      rules: { oneResource: "all rules of a phase are one ruleset" },
      buckets: { oneResource: "all of a zone's cloud connector rules are one resource" },
    },
  },
};

const recordCandidate = ({ make }: Candidate, args: object): Promise<Graph> =>
  recordWith((providers) => {
    make(args, providers);
    return {};
  });

describe("upgrades of the foundation", () => {
  for (const [component, candidate] of Object.entries(CANDIDATES)) {
    it(`know every map of a ${component}`, () => {
      const declared = argumentsDeclaredBy(`${component}Args`)
        .filter(({ type }) => /Record<string,|ZoneRules$|^ServiceConnectionsArgs$/.test(type))
        .map(({ name }) => name);
      expect(Object.keys(candidate.maps)).to.have.members(declared);
    });

    for (const [argument, map] of Object.entries(candidate.maps)) {
      if ("oneResource" in map) {
        continue;
      }
      const { has, added } = map;
      it(`leave all else of a ${component} alone when ${argument} grows or shrinks`, async () => {
        const less = await recordCandidate(candidate, { [argument]: has });
        const more = await recordCandidate(candidate, { [argument]: { ...added, ...has } });
        expectUntouched(less, more);
        // Each entry brings something, named after its key.
        const names = addedTo(less, more);
        for (const key of Object.keys(added)) {
          expect(
            names.some((name) => name.includes(key)),
            key,
          ).to.equal(true);
        }
        expect(names.every((name) => Object.keys(added).some((key) => name.includes(key)))).to.equal(true);
      });
    }
  }

  it("leave all else of a Project alone when it may be deployed to from another environment", async () => {
    const candidate = CANDIDATES["Project"];
    const more = {
      ...GITHUB,
      environments: { ...GITHUB.environments, production: { roles: ["roles/viewer"] } },
    };
    const [before, after] = candidate
      ? [await recordCandidate(candidate, {}), await recordCandidate(candidate, { github: more })]
      : [];
    const changed = (before?.nodes ?? []).filter(({ urn, inputs, custom }) => {
      const now = after?.nodes.find((node) => node.urn === urn);
      return custom && JSON.stringify(now?.inputs) !== JSON.stringify(inputs);
    });
    // The condition that names all environments is one expression; it is changed in place.
    expect(changed.map(({ name, type }) => `${type.split(":").at(-1)} ${name}`)).to.deep.equal([
      "WorkloadIdentityPoolProvider it-github",
    ]);
  });

  describe("to a control plane with another endpoint", () => {
    /** Records a deployed cluster whose control plane answers on this name, with something in it. */
    const deployed = (endpoint: string) =>
      recordWith(({ gcp }) => {
        const cluster = new Cluster("gke", CLUSTER_ARGS, { provider: gcp, ...answeringAt(endpoint) });
        new PriorityClasses("priorities", { partOf: "test" }, { provider: cluster.provider });
        return {};
      });

    it("replace nothing: the provider is the same by its identifier, and so is all that it manages", async () => {
      const [before, after] = [
        await deployed("gke-1.us-central1.gke.goog"),
        await deployed("gke-2.us-central1.gke.goog"),
      ];
      const changed = before.nodes.filter(({ urn, inputs }) => {
        const now = after.nodes.find((node) => node.urn === urn);
        return JSON.stringify(now?.inputs) !== JSON.stringify(inputs);
      });
      expect(changed.map(({ name }) => name)).to.deep.equal(["gke-gke", "gke-kubernetes"]);
      const [one, other] = [before, after].map((graph) => nodeNamed(graph, "gke-kubernetes").inputs);
      expect(one?.["kubeconfig"]).not.to.equal(other?.["kubeconfig"]);
      // The provider replaces itself for nothing else, once it has an identifier.
      expect(one?.["clusterIdentifier"]).to.equal("gke:test-project/us-central1/howlerops-prod");
      expect(other?.["clusterIdentifier"]).to.equal(one?.["clusterIdentifier"]);
      expect(nodeNamed(after, "priorities-batch").provider).to.equal(
        nodeNamed(before, "priorities-batch").provider,
      );
    });

    it("know of no certificate that could be renewed", async () => {
      const { inputs } = nodeNamed(await deployed("gke-1.us-central1.gke.goog"), "gke-kubernetes");
      expect(String(inputs["kubeconfig"])).not.to.match(/certificate|token|password/);
    });
  });
});
