import { expect } from "chai";
import type { Graph } from "#graph/model";
import type { Port } from "#models/network-policy/matching";
import { NetworkPolicies, type Party, podsOf } from "#models/network-policy/network-policies";
import { CHART_PODS } from "../../support/kubernetes/chart-pods.ts";
import { stackGraph } from "../../support/stacks.ts";

/** Who is no pod of the stack: addresses outside, and a pod of a namespace that the stack does not make. */
const OUTSIDE: Readonly<Record<string, Party>> = {
  internet: { host: "elsewhere.example", address: "198.51.100.7" },
  cloudflare: { address: "173.245.48.9" },
  google: { address: "35.191.0.9" },
  /** The API server at its private address, which is also where nodes are. */
  "control-plane": { address: "10.6.0.7" },
  /** Cloud SQL and Memorystore. */
  managed: { address: "10.0.0.9" },
  metadata: { address: "169.254.169.254" },
  stranger: { namespace: "default", labels: { "app.kubernetes.io/name": "stranger" } },
};

/** One resolver stands for all: they are named by one rule. */
const { "node-local-dns": _sameRule, ...PLATFORM } = CHART_PODS;

const PORTS: readonly Port[] = [
  ...[
    22, 53, 80, 443, 3000, 5432, 6378, 8080, 8081, 8500, 9090, 9093, 9094, 9100, 9113, 9402, 9464, 10250,
  ].map((port) => ({ port })),
  { port: 53, protocol: "UDP" },
];

/** Every allowed pair of a stack with its ports, `any` for all of them. */
function matrixOf(graph: Graph): string[] {
  const edges = new NetworkPolicies(graph)
    .edges({ ...podsOf(graph), ...PLATFORM, ...OUTSIDE }, PORTS)
    // What may leave to anybody may leave to these: "internet" says it for all public addresses.
    .filter((edge) => !/→ (cloudflare|google) /.test(edge));
  const pairs = Map.groupBy(edges, (edge) => edge.slice(0, edge.lastIndexOf(" ")));
  return [...pairs].map(([pair, of]) => {
    const ports = of.map((edge) => edge.slice(edge.lastIndexOf(" ") + 1));
    return `${pair} ${ports.length === PORTS.length ? "any" : ports.join(" ")}`;
  });
}

const CONTROLLER = "nginx-nginx-ingress-controller";
const OPERATORS = Object.entries(CHART_PODS).flatMap(([name, { namespace }]) =>
  ["cert-manager", "external-secrets", "nginx-ingress"].includes(namespace) ? [name] : [],
);
const MONITORING = Object.entries(CHART_PODS).flatMap(([name, { namespace }]) =>
  namespace === "monitoring" ? [name] : [],
);

const SYSTEM = ["kube-dns", "konnectivity-agent"];

function resolving(...pods: readonly string[]): string[] {
  return pods.flatMap((pod) =>
    ["kube-dns", "metadata"].map((resolver) => `${pod} → ${resolver} TCP/53 UDP/53`),
  );
}

/** What the platform of every system does, whatever runs on it. */
const OF_THE_PLATFORM = [
  ...resolving(...OPERATORS),
  ...OPERATORS.map((pod) => `${pod} → control-plane TCP/443`),
  // Let's Encrypt and Cloudflare's API; Secret Manager.
  "cert-manager → internet TCP/443",
  "external-secrets → internet TCP/443",
  // The API server asks the webhooks, from its address or through its agent.
  ...["control-plane", "konnectivity-agent"].flatMap((asker) =>
    ["cert-manager-webhook", "external-secrets-webhook"].map((webhook) => `${asker} → ${webhook} TCP/10250`),
  ),
  ...MONITORING.flatMap((pod) =>
    MONITORING.flatMap((other) => (pod === other ? [] : [`${pod} → ${other} any`])),
  ),
  "prometheus-metrics → cert-manager TCP/9402",
  "prometheus-metrics → external-secrets TCP/8080",
  `prometheus-metrics → ${CONTROLLER} TCP/9113`,
  // Nodes are known by their ports alone, so that these are open to whoever lets Prometheus in.
  "prometheus-metrics → control-plane TCP/10250 TCP/443 TCP/9100",
  "prometheus-metrics → internet TCP/10250 TCP/9100",
  "prometheus-metrics → konnectivity-agent TCP/10250 TCP/9100",
  "prometheus-metrics → kube-dns TCP/10250 TCP/53 TCP/9100 UDP/53",
  "prometheus-metrics → managed TCP/10250 TCP/443 TCP/9100",
  "prometheus-metrics → metadata TCP/10250 TCP/53 TCP/9100 UDP/53",
  "prometheus-metrics → stranger TCP/10250 TCP/9100",
];

/** Source: howlerops, network policies. The database is outside, and known by its port only. */
const HOWLEROPS = [
  `cloudflare → ${CONTROLLER} TCP/443 TCP/80`,
  `${CONTROLLER} → frontend TCP/80`,
  `${CONTROLLER} → backend TCP/8500`,
  "frontend → backend TCP/8500",
  "backend → internet TCP/443",
  "prometheus-metrics → backend TCP/9100",
  ...resolving("frontend", "backend"),
];

/** Source: nextjs, architecture. The servers also ask who they are, for the bucket's sake. */
const NEXTJS = [
  `google → ${CONTROLLER} TCP/443`,
  `${CONTROLLER} → app TCP/3000`,
  "app → internet TCP/443",
  "app → managed TCP/5432 TCP/6378",
  "worker → managed TCP/5432 TCP/6378",
  "prometheus-metrics → app TCP/9464",
  "prometheus-metrics → worker TCP/9464",
  "app → kube-dns TCP/53 UDP/53",
  "app → metadata TCP/53 TCP/80 TCP/8080 UDP/53",
  ...resolving("worker"),
];

describe("who may reach whom in a cluster", () => {
  for (const [system, own] of Object.entries({ howlerops: HOWLEROPS, nextjs: NEXTJS })) {
    for (const environment of ["dev", "staging", "prod"]) {
      it(`S112, S113: every pair in ${system}-${environment}, the outside and the system's namespaces included`, async () => {
        const matrix = matrixOf(await stackGraph(`${system}-${environment}`));
        expect(matrix.sort()).to.deep.equal([...OF_THE_PLATFORM, ...own].sort());
      });

      it(`S112: leaves open in ${system}-${environment} only GKE's own pods, and the way out of monitoring's tools`, async () => {
        const graph = await stackGraph(`${system}-${environment}`);
        const policies = new NetworkPolicies(graph);
        // Nobody needs this port: whoever has it has all.
        const open = (direction: (pod: Party, other: Party) => boolean) =>
          Object.entries({ ...podsOf(graph), ...PLATFORM })
            .filter(([, pod]) => OUTSIDE["internet"] && direction(pod, OUTSIDE["internet"]))
            .map(([name]) => name);
        const tools = MONITORING.filter((pod) => pod !== "prometheus-metrics");
        expect(open((pod, other) => policies.allows(other, pod, { port: 22 }))).to.have.members(SYSTEM);
        expect(open((pod, other) => policies.allows(pod, other, { port: 22 }))).to.have.members([
          ...SYSTEM,
          ...tools,
        ]);
      });
    }
  }
});
