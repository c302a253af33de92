import { expect } from "chai";
import { podsNamed } from "#components/core/link";
import {
  PassthroughLoadBalancer,
  type PassthroughLoadBalancerArgs,
} from "#components/network/passthrough-load-balancer";
import { ReservedAddress } from "#components/network/reserved-address";
import { program } from "#docs/examples/network/passthrough-load-balancer";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { NetworkPolicies } from "#models/network-policy/network-policies";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const ARGS: PassthroughLoadBalancerArgs = {
  pods: podsNamed("inference", "sari-ai"),
  ports: { grpc: { port: 8001 } },
  sourceRanges: ["10.0.0.0/8"],
};

const recordBalancer = (args: Partial<PassthroughLoadBalancerArgs> = {}) =>
  recordWith(({ kubernetes }) => {
    const made = new PassthroughLoadBalancer("inference", { ...ARGS, ...args }, { provider: kubernetes });
    return { address: made.address, endpoints: made.endpoints };
  });

describe("components/network/PassthroughLoadBalancer", () => {
  it("S32: hands connections on, unopened and with the client's address", async () => {
    const graph = await recordBalancer();
    expect(childrenOf(graph, "inference")).to.deep.equal([
      "kubernetes:networking.k8s.io/v1:NetworkPolicy inference-from-clients",
      "kubernetes:core/v1:Service inference-service",
    ]);
    expect(nodeNamed(graph, "inference-service").inputs["spec"]).to.deep.equal({
      type: "LoadBalancer",
      loadBalancerClass: "networking.gke.io/l4-regional-internal",
      loadBalancerSourceRanges: ["10.0.0.0/8"],
      externalTrafficPolicy: "Local",
      sessionAffinity: "None",
      selector: { "app.kubernetes.io/name": "inference" },
      ports: [{ name: "grpc", port: 8001, targetPort: 8001, protocol: "TCP" }],
    });
    expect(graph.outputs["address"]).to.deep.equal({ $unknown: true });
  });

  it("S32: lets its clients in at the pods, at the ports that it leads to, and nobody else", async () => {
    const graph = await recordBalancer({ ports: { grpc: { port: 80, targetPort: 8001 } } });
    const policies = new NetworkPolicies(graph);
    const pods = { namespace: "sari-ai", labels: { "app.kubernetes.io/name": "inference" } };
    const allowed = (address: string, port: number) => policies.allows({ address }, pods, { port });
    expect(allowed("10.1.2.3", 8001)).to.equal(true);
    expect(allowed("10.1.2.3", 80)).to.equal(false);
    expect(allowed("198.51.100.7", 8001)).to.equal(false);
    expect(nodeNamed(graph, "inference-service").dependencies).to.include(
      nodeNamed(graph, "inference-from-clients").urn,
    );
  });

  it("is public on a reserved address, which may be known later", async () => {
    const graph = await recordWith(({ gcp, kubernetes }) => {
      const reserved = { addressName: "game", region: "us-central1" };
      const { address } = new ReservedAddress("game-address", reserved, { provider: gcp });
      const args = { ...ARGS, scope: "external" as const, address, sourceRanges: ["192.0.2.0/24"] };
      const made = new PassthroughLoadBalancer(
        "game",
        { ...args, ports: { play: { port: 7777, protocol: "udp" } } },
        { provider: kubernetes },
      );
      return { address: made.address };
    });
    const { inputs, propertyDependencies } = nodeNamed(graph, "game-service");
    expect(inputs["spec"]).to.deep.include({
      loadBalancerClass: "networking.gke.io/l4-regional-external",
      loadBalancerIP: { $unknown: true },
      ports: [{ name: "play", port: 7777, targetPort: 7777, protocol: "UDP" }],
    });
    expect(propertyDependencies["spec"]).to.include(nodeNamed(graph, "game-address-address").urn);
    expect(nodeNamed(graph, "game").published?.["facts"]).to.deep.equal({
      balancing: { layer: 4, by: "connection", scope: "external", allRegions: false },
      ports: [{ port: 7777, targetPort: 7777, protocol: "udp" }],
      reachableFrom: { from: "ranges", ranges: ["192.0.2.0/24"] },
    });
  });

  it("answers all regions, and keeps a client with a pod, when asked to", async () => {
    const graph = await recordBalancer({ globalAccess: true, stickyClients: true });
    const { metadata, spec } = nodeNamed(graph, "inference-service").inputs;
    expect(metadata).to.deep.include({
      name: "inference",
      namespace: "sari-ai",
      annotations: { "networking.gke.io/internal-load-balancer-allow-global-access": "true" },
    });
    expect(spec).to.deep.include({ sessionAffinity: "ClientIP" });
  });

  it("gives callers an endpoint for each port", async () => {
    const graph = await recordBalancer({
      address: "10.0.0.9",
      ports: { grpc: { port: 80, targetPort: 8001 } },
    });
    expect(graph.outputs["endpoints"]).to.deep.equal({
      grpc: {
        id: "urn:pulumi:test::strata::strata:network:PassthroughLoadBalancer::inference#grpc",
        name: "inference-grpc",
        host: "10.0.0.9",
        port: 80,
        targetPort: 8001,
        protocol: "tcp",
        peer: { kind: "pods", namespace: "sari-ai", labels: { "app.kubernetes.io/name": "inference" } },
      },
    });
  });

  it("changes its Service and policy in place when a port comes or goes", async () => {
    const one = await recordBalancer();
    const two = await recordBalancer({ ports: { ...ARGS.ports, web: { port: 80 } } });
    expect(two.nodes.map(({ urn }) => urn)).to.deep.equal(one.nodes.map(({ urn }) => urn));
  });

  const errors: [string, Partial<PassthroughLoadBalancerArgs>, string][] = [
    [
      "all pods of a namespace",
      { pods: { kind: "pods", namespace: "sari-ai", labels: {} } },
      "pods.labels is {}; allowed are at least one label",
    ],
    ["no port", { ports: {} }, "ports is {}; allowed are at least one port"],
    [
      "a port's name that Kubernetes refuses",
      { ports: { "a-long-name-of-a-port": { port: 1 } } },
      'ports key is "a-long-name-of-a-port"; allowed are DNS labels of at most 15 characters',
    ],
    ["a port that is none", { ports: { a: { port: 0 } } }, 'ports["a"].port is 0; allowed are whole numbers'],
    ["nobody", { sourceRanges: [] }, "sourceRanges is []; allowed are one or more ranges such as 10.0.0.0/8"],
    ["what is no range", { sourceRanges: ["10.0.0.1/8"] }, 'sourceRanges is ["10.0.0.1/8"]; allowed are'],
    [
      "an address that changes under a public name",
      { scope: "external" },
      'address is missing; allowed are reserved addresses where scope is "external"',
    ],
    [
      "global access to what is public",
      { scope: "external", address: "192.0.2.1", globalAccess: true },
      'globalAccess is true; allowed are false where scope is "external"',
    ],
  ];
  for (const [what, args, words] of errors) {
    it(`refuses ${what}`, () => {
      const make = () => new PassthroughLoadBalancer("inference", { ...ARGS, ...args });
      expect(make).to.throw(`PassthroughLoadBalancer "inference": ${words}`);
    });
  }

  it("runs its example", async () => {
    const graph = await record(program, { project: "sari-ai", stack: "prod" });
    expect(outputsOf(graph)).to.deep.include({ grpc: 8001 });
    expect(nodeNamed(graph, "inference").published?.["facts"]).to.deep.include({
      ports: [
        { port: 8001, targetPort: 8001, protocol: "tcp" },
        { port: 80, targetPort: 8000, protocol: "tcp" },
      ],
    });
  });
});
