import { expect } from "chai";
import { type Graph, isRecord, type Value, type Values } from "#graph/model";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import { goldenStacks } from "../../stacks/golden.ts";
import { CHART_PODS, type ChartPod } from "../../support/kubernetes/chart-pods.ts";
import { kubernetesObjects } from "../../support/kubernetes/objects.ts";
import { stackGraph } from "../../support/stacks.ts";

/** Every pod of a stack's cluster: those that its program makes, those of charts, those of GKE. */
function podsOf(graph: Graph): readonly ChartPod[] {
  const own = kubernetesObjects(graph).flatMap((object) => {
    const spec = record(object["spec"]);
    const job = record(record(spec["jobTemplate"])["spec"]);
    const template = record(spec["template"] ?? job["template"]);
    const metadata = record(template["metadata"]);
    const namespace = String(record(object["metadata"])["namespace"]);
    const containers = record(template["spec"])["containers"];
    const ports = (Array.isArray(containers) ? containers : []).flatMap((container) => {
      const open = record(container)["ports"];
      return Array.isArray(open) ? open.map((port) => Number(record(port)["containerPort"])) : [];
    });
    const labels = record(metadata["labels"]) as Record<string, string>;
    return template["spec"] === undefined ? [] : [{ namespace, labels, ports }];
  });
  return [...own, ...Object.values(CHART_PODS)];
}

/** Selectors of a policy that match no pod, as `namespace: labels`. */
function idleSelectors(policy: Values, pods: readonly ChartPod[]): string[] {
  const home = String(record(policy["metadata"])["namespace"]);
  const { podSelector, ingress, egress } = record(policy["spec"]);
  const rules = [ingress, egress].flatMap((side) => (Array.isArray(side) ? side.map(record) : []));
  const peers = rules.flatMap(({ from, to }) =>
    [from, to].flatMap((list) => (Array.isArray(list) ? list : [])),
  );
  const selected = [
    { namespace: home, selector: record(podSelector) },
    ...peers.map(record).flatMap((peer) => {
      const named = record(record(peer["namespaceSelector"])["matchLabels"])["kubernetes.io/metadata.name"];
      return isRecord(peer["podSelector"])
        ? [{ namespace: String(named ?? home), selector: peer["podSelector"] }]
        : [];
    }),
  ];
  return selected
    .filter(
      ({ namespace, selector }) => !pods.some((pod) => pod.namespace === namespace && has(pod, selector)),
    )
    .map(({ namespace, selector }) => `${namespace}: ${JSON.stringify(selector["matchLabels"] ?? {})}`);
}

function has({ labels }: ChartPod, selector: Values): boolean {
  return Object.entries(record(selector["matchLabels"])).every(([key, value]) => labels[key] === value);
}

function record(value: Value | undefined): Values {
  return isRecord(value) ? value : {};
}

describe("selectors of the stacks", () => {
  for (const stack of goldenStacks()) {
    it(`match pods that exist, in every network policy: ${stack}`, async () => {
      const graph = await stackGraph(stack);
      const pods = podsOf(graph);
      const policies = kubernetesObjects(graph).filter(({ kind }) => kind === "NetworkPolicy");
      expect(policies.length).to.be.greaterThan(20);
      const idle = policies.flatMap((policy) => idleSelectors(policy, pods));
      expect(idle).to.deep.equal([]);
    });

    it(`find the port that is scraped, in every PodMonitor: ${stack}`, async () => {
      const graph = await stackGraph(stack);
      const pods = podsOf(graph);
      const monitors = kubernetesObjects(graph).filter(({ kind }) => kind === "PodMonitor");
      expect(monitors.length).to.be.greaterThan(2);
      for (const { metadata, spec } of monitors) {
        const { selector, namespaceSelector, podMetricsEndpoints } = record(spec);
        const namespaces = record(namespaceSelector)["matchNames"] as readonly string[];
        const found = pods.filter((pod) => namespaces.includes(pod.namespace) && has(pod, record(selector)));
        const endpoints = (podMetricsEndpoints as readonly Value[]).map((each) => record(each)["portNumber"]);
        const name = String(record(metadata)["name"]);
        expect(found, name).to.have.length(1);
        expect(found[0]?.ports, name).to.include.members(endpoints);
      }
    });
  }

  it("would be found out when they match nothing", async () => {
    const graph = await stackGraph("howlerops-prod");
    const policies = kubernetesObjects(graph).filter(({ kind }) => kind === "NetworkPolicy");
    const renamed = podsOf(graph).map((pod) => ({
      ...pod,
      labels: { ...pod.labels, "app.kubernetes.io/instance": "other" },
    }));
    expect(policies.flatMap((policy) => idleSelectors(policy, renamed)).length).to.be.greaterThan(0);
  });
});

describe("flows of the platform", () => {
  /** The control plane has an address in the nodes' subnet. */
  const CONTROL_PLANE: Party = { address: "10.6.0.2" };
  const pods = CHART_PODS as Readonly<Record<string, ChartPod>>;
  const parties: Readonly<Record<string, Party>> = {
    ...pods,
    api: CONTROL_PLANE,
    node: { address: "10.4.0.7" },
    cloudflare: { address: "173.245.48.9" },
    internet: { address: "198.51.100.7" },
  };
  const PORTS = [22, 80, 443, 3000, 8080, 8081, 9090, 9093, 9100, 9113, 9402, 10250];

  it("are those that its parts need, and no others", async () => {
    const policies = new NetworkPolicies(await stackGraph("howlerops-prod"));
    const namespaces = ["cert-manager", "external-secrets", "nginx-ingress"];
    const platform = Object.entries(pods).filter(([, { namespace }]) => namespaces.includes(namespace));
    const names = platform.map(([name]) => name);
    const edges = policies
      .edges(
        parties,
        PORTS.map((port) => ({ port })),
      )
      .filter((edge) => names.some((name) => edge.startsWith(`${name} →`) || edge.includes(`→ ${name} `)));
    expect(edges).to.deep.equal(
      [
        // Admission: from the control plane itself, or by the agents that carry its connections.
        "api → cert-manager-webhook TCP/10250",
        "api → external-secrets-webhook TCP/10250",
        "konnectivity-agent → cert-manager-webhook TCP/10250",
        "konnectivity-agent → external-secrets-webhook TCP/10250",
        "prometheus-metrics → cert-manager TCP/9402",
        "prometheus-metrics → external-secrets TCP/8080",
        "prometheus-metrics → nginx-nginx-ingress-controller TCP/9113",
        "cloudflare → nginx-nginx-ingress-controller TCP/443",
        "cloudflare → nginx-nginx-ingress-controller TCP/80",
        // Certificates are ordered, and secrets read, from the internet.
        "cert-manager → cloudflare TCP/443",
        "cert-manager → internet TCP/443",
        "external-secrets → cloudflare TCP/443",
        "external-secrets → internet TCP/443",
        ...names.map((name) => `${name} → api TCP/443`),
      ].sort(),
    );
  });
});
