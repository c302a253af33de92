import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { optOutsOf } from "#cli/words/words";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import { Cluster } from "#components/cluster/cluster";
import { Namespace } from "#components/cluster/namespace";
import { optOut, optOuts } from "#components/core/opt-outs";
import { Zone } from "#components/edge/zone";
import { CertManager } from "#components/ingress/cert-manager";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import { Network } from "#components/network/network";
import { ReservedAddress } from "#components/network/reserved-address";
import { Project } from "#components/project/project";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import type { Graph } from "#graph/model";
import { argumentsDeclaredBy } from "../../support/documents/arguments.ts";
import { recordWith, type TestProviders } from "../../support/record.ts";
import { AUTOPILOT_ARGS, CLUSTER_ARGS, GENERAL } from "../cluster/support.ts";
import { CONTROL_PLANE, CONTROLLER, construct } from "../ingress/fixtures.ts";

const API = { controlPlaneRanges: CONTROL_PLANE };

/** How a component is made, given what is relaxed. */
type Make<T extends object> = (args: Partial<T>, providers: TestProviders) => unknown;

/** A component's arguments that relax a default other than by `false`, with the words for it. */
interface Relaxable<T extends object> {
  readonly make: Make<T>;
  readonly others: readonly (readonly [argument: string, relaxes: Partial<T>, words: string])[];
}

const COMPONENTS: Readonly<Record<string, Relaxable<object>>> = {
  Cluster: {
    make: (args, { gcp }) => new Cluster("it", { ...CLUSTER_ARGS, ...args }, { provider: gcp }),
    others: [
      ["availability", { availability: "zonal" }, "one zone"],
      ["nodeZones.few", { nodeZones: ["us-central1-a", "us-central1-b"] }, "nodes in 2 of 3 zones"],
      ["releaseChannel", { releaseChannel: "RAPID" }, "rapid channel, without a service level"],
      ["encryptionKeys", { encryptionKeys: "google" }, "keys managed by Google"],
      ["nodePools", { nodePools: { general: { ...GENERAL, spot: true } } }, "spot nodes: general"],
    ],
  },
  AutopilotCluster: {
    make: (args, { gcp }) => new AutopilotCluster("it", { ...AUTOPILOT_ARGS, ...args }, { provider: gcp }),
    others: [
      ["releaseChannel", { releaseChannel: "RAPID" }, "rapid channel, without a service level"],
      ["encryptionKeys", { encryptionKeys: "google" }, "keys managed by Google"],
    ],
  },
  Network: {
    make: (args, { gcp }) =>
      new Network("it", { prefix: "test", regions: { "us-central1": {} }, ...args }, { provider: gcp }),
    others: [["flowLogSampling", { flowLogSampling: 0.1 }, "flow logs of 10 % of connections"]],
  },
  ReservedAddress: {
    make: (args, { gcp }) => new ReservedAddress("it", { addressName: "test", ...args }, { provider: gcp }),
    others: [],
  },
  Project: {
    make: (args, { gcp }) =>
      new Project(
        "it",
        { project: { id: "test-project", number: "1" }, prefix: "test", region: "us-central1", ...args },
        { provider: gcp },
      ),
    others: [
      ["encryptionKeys", { encryptionKeys: "google" }, "keys managed by Google"],
      ["repositories", { repositories: { app: { immutableTags: false } } }, "tags may move: app"],
    ],
  },
  Namespace: {
    make: (args, { kubernetes }) =>
      new Namespace("it", { partOf: "test", ...args }, { provider: kubernetes }),
    others: [],
  },
  Zone: {
    make: (args, { cloudflare }) =>
      new Zone(
        "it",
        { domain: "example.com", accountId: "0".repeat(32), plan: "pro", records: {}, ...args },
        { provider: cloudflare },
      ),
    others: [
      [
        "transport.originPulls",
        { transport: { originPulls: false } },
        "the origin cannot tell the edge from others",
      ],
      ["transport.zeroRoundTrip", { transport: { zeroRoundTrip: true } }, "first packets can be replayed"],
    ],
  },
};

/** What stands in a cluster: its namespace says by itself when it may be deleted. */
const CONTROLLERS: Readonly<Record<string, Relaxable<object>>> = {
  CertManager: {
    make: (args, { kubernetes }) => new CertManager("it", { ...API, ...args }, { provider: kubernetes }),
    others: [["replicas", { replicas: 1 }, "one pod"]],
  },
  ExternalSecrets: {
    make: (args, { kubernetes }) => new ExternalSecrets("it", { ...API, ...args }, { provider: kubernetes }),
    others: [["replicas", { replicas: 1 }, "one pod"]],
  },
  NginxIngress: {
    make: (args, { kubernetes }) =>
      new NginxIngress("it", { ...CONTROLLER, ...args }, { provider: kubernetes }),
    others: [
      ["minReplicas", { minReplicas: 1 }, "one pod"],
      ["spread", { spread: "nodes" }, "pods may share a zone"],
    ],
  },
  Routes: {
    make: (args, { kubernetes }) => construct(kubernetes, args),
    others: [
      ["clientAuthority", { clientAuthority: false }, "no client certificates"],
      ["limits", { limits: {} }, "no limit on requests"],
    ],
  },
};

describe("components/core/opt-outs", () => {
  it("is a list of the arguments that relax a default, in the order given, and no fact where none does", () => {
    const entries = {
      one: optOut(false, true),
      two: optOut(true, true),
      three: undefined,
      four: { value: 0 },
    };
    expect(optOuts(entries)).to.deep.equal({
      optOuts: [
        { argument: "one", value: false, default: true },
        { argument: "four", value: 0 },
      ],
    });
    expect(optOuts({ one: false })).to.deep.equal({});
  });

  for (const [component, { make, others }] of Object.entries(COMPONENTS)) {
    const phrases = async (args: object) => wordsOf(await recordRelaxed(make, args), "it");
    const defaultTrue = argumentsDeclaredBy(`${component}Args`)
      .filter(({ type, text }) => type.startsWith("boolean") && text.includes("Default true"))
      .map(({ name }) => name);

    describe(`of a ${component}`, () => {
      it("is nothing by default", async () => {
        expect(await phrases({})).to.deep.equal([]);
      });

      for (const argument of defaultTrue) {
        it(`names ${argument}, which is true by default`, async () => {
          expect(await phrases({ [argument]: false })).to.have.length(1);
        });
      }

      for (const [argument, relaxes, words] of others) {
        it(`names ${argument}: ${words}`, async () => {
          expect(await phrases(relaxes)).to.deep.equal([words]);
        });
      }

      it("names all of them at once, each in words of its own", async () => {
        const all = Object.assign(
          {},
          ...defaultTrue.map((argument) => ({ [argument]: false })),
          ...others.filter(([argument]) => !argument.includes(".")).map(([, relaxes]) => relaxes),
        );
        const words = await phrases(all);
        expect(new Set(words).size).to.equal(
          defaultTrue.length + others.filter(([argument]) => !argument.includes(".")).length,
        );
      });
    });
  }

  for (const [component, { make, others }] of Object.entries(CONTROLLERS)) {
    const phrases = async (args: object) => {
      const graph = await recordRelaxed(make, args);
      return graph.nodes.flatMap(({ name, type }) =>
        type.startsWith("strata:") ? wordsOf(graph, name) : [],
      );
    };

    describe(`of a ${component}`, () => {
      it("is nothing by default", async () => {
        expect(await phrases({})).to.deep.equal([]);
      });

      for (const [argument, relaxes, words] of others) {
        it(`names ${argument}: ${words}`, async () => {
          expect(await phrases(relaxes)).to.deep.equal([words]);
        });
      }
    });
  }

  it("of a controller's namespace is named by the namespace", async () => {
    for (const component of ["CertManager", "ExternalSecrets", "NginxIngress"]) {
      const make = CONTROLLERS[component]?.make;
      const graph = make && (await recordRelaxed(make, { protect: false }));
      expect(graph && wordsOf(graph, "it-namespace"), component).to.deep.equal(["no deletion protection"]);
    }
  });
});

function recordRelaxed(make: Make<object>, args: object): Promise<Graph> {
  return recordWith((providers): Inputs => {
    make(args, providers);
    return {};
  });
}

/** What a component opts out of, in words, none where it opts out of nothing. */
function wordsOf(graph: Graph, name: string): string[] {
  return graph.nodes
    .filter((node) => node.name === name && node.type.startsWith("strata:"))
    .flatMap((node) => optOutsOf(node));
}
