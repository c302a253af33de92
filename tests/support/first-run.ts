import type { Graph, Node } from "#graph/model";

/** APIs that a resource calls, by the start of its type. Source: Google Cloud, service names. */
const CALLS: [type: string, api: string][] = [
  ["gcp:artifactregistry/", "artifactregistry"],
  ["gcp:binaryauthorization/", "binaryauthorization"],
  ["gcp:certificatemanager/", "certificatemanager"],
  ["gcp:compute/", "compute"],
  ["gcp:monitoring/", "monitoring"],
  ["gcp:container/", "container"],
  ["gcp:iam/", "iam"],
  ["gcp:kms/", "cloudkms"],
  ["gcp:networkservices/", "networkservices"],
  ["gcp:projects/iAM", "cloudresourcemanager"],
  ["gcp:projects/service", "serviceusage"],
  ["gcp:pubsub/", "pubsub"],
  ["gcp:redis/", "redis"],
  ["gcp:secretmanager/", "secretmanager"],
  ["gcp:serviceaccount/", "iam"],
  ["gcp:servicenetworking/", "servicenetworking"],
  ["gcp:sql/", "sqladmin"],
  ["gcp:storage/", "storage"],
];

/** API of a service agent, where it is not in the agent's address. Source: Google Cloud, service agents. */
const AGENT_APIS: Readonly<Record<string, string>> = {
  "container-engine-robot": "container",
  "cloud-sql": "sqladmin",
  "service-networking": "servicenetworking",
};

/**
 * A run in an empty project: who is there before whom, and what would be used before it is there. Each of the
 * lists of mistakes is empty in a run that works; `used` says how many uses were looked at.
 */
export class FirstRun {
  readonly #graph: Graph;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #before = new Map<string, ReadonlySet<string>>();

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#nodes = new Map(graph.nodes.map((node) => [node.urn, node]));
  }

  /** URNs of all that is there before a resource is created: what it waits for, what that waits for, and so on. */
  before(urn: string): ReadonlySet<string> {
    const known = this.#before.get(urn);
    if (known) {
      return known;
    }
    const node = this.#nodes.get(urn);
    // A child is registered once its parent is, and so once all that its parent waits for is there; nothing
    // is created before its provider.
    const direct = [...(node?.dependencies ?? []), ...(node?.provider ? [node.provider] : [])];
    const all = new Set(direct.flatMap((each) => [each, ...this.before(each)]));
    for (const each of node?.parent ? this.before(node.parent) : []) {
      all.add(each);
    }
    this.#before.set(urn, all);
    return all;
  }

  /** Resources that call an API which is not enabled by then. */
  callsTooEarly(): Uses {
    const services = new Map(
      this.#ofType("gcp:projects/service:Service").map((node) => [node.inputs["service"], node.urn]),
    );
    return this.#uses(
      this.#graph.nodes.filter(({ type }) => type.startsWith("gcp:")),
      (node) => {
        const api = CALLS.find(([type]) => node.type.startsWith(type))?.[1];
        const service = services.get(`${api}.googleapis.com`);
        return service === node.urn
          ? []
          : [{ what: `API ${api ?? "of a type without one here"}`, urn: service }];
      },
    );
  }

  /** Grants to a service agent which is not there by then. */
  grantsTooEarly(): Uses {
    // Two components may ask for the same agent: asking again changes nothing.
    const agents = Map.groupBy(
      this.#ofType("gcp:projects/serviceIdentity:ServiceIdentity"),
      ({ inputs }) => String(inputs["service"]).split(".")[0] ?? "",
    );
    return this.#uses(this.#graph.nodes, (node) => {
      const agent = /^serviceAccount:service-\d+@(?:gcp-sa-)?([a-z-]+)\./.exec(
        String(node.inputs["member"]),
      )?.[1];
      // Compute Engine's agent comes with the API and not as a resource.
      if (!agent || agent === "compute-system") {
        return [];
      }
      const before = this.before(node.urn);
      const asked = agents.get(AGENT_APIS[agent] ?? agent)?.find(({ urn }) => before.has(urn));
      return [{ what: `agent ${agent}`, urn: asked?.urn }];
    });
  }

  /** Resources that are encrypted with a key before every agent that is let use it is. */
  encryptsTooEarly(): Uses {
    const keys = new Set(this.#ofType("gcp:kms/cryptoKey:CryptoKey").map(({ urn }) => urn));
    const grants = Map.groupBy(this.#ofType("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember"), (grant) =>
      grant.propertyDependencies["cryptoKeyId"]?.find((urn) => keys.has(urn)),
    );
    return this.#uses(
      this.#graph.nodes.filter(({ type }) => type.startsWith("gcp:") && !type.startsWith("gcp:kms/")),
      (node) =>
        Object.values(node.propertyDependencies)
          .flat()
          .filter((urn) => keys.has(urn))
          .flatMap((key) => grants.get(key) ?? [undefined])
          .map((grant) => ({ what: `grant ${grant?.name ?? "of any agent"}`, urn: grant?.urn })),
    );
  }

  #ofType(type: string): Node[] {
    return this.#graph.nodes.filter((node) => node.type === type);
  }

  #uses(
    nodes: readonly Node[],
    needs: (node: Node) => readonly { readonly what: string; readonly urn: string | undefined }[],
  ): Uses {
    const mistakes: string[] = [];
    let used = 0;
    for (const node of nodes) {
      for (const { what, urn } of needs(node)) {
        used += 1;
        if (urn === undefined || !this.before(node.urn).has(urn)) {
          mistakes.push(`${node.type} ${node.name} before ${what}`);
        }
      }
    }
    return { used, mistakes };
  }
}

export interface Uses {
  readonly used: number;
  /** Such as `gcp:compute/network:Network network-vpc before API compute`. */
  readonly mistakes: readonly string[];
}
