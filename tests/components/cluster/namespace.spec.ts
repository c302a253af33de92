import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { expect } from "chai";
import { Namespace, type NamespaceArgs } from "#components/cluster/namespace";
import { program } from "#docs/examples/cluster/namespace";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const recordNamespace = (args: Partial<NamespaceArgs> = {}) =>
  recordWith(({ kubernetes }) => {
    const opts = { provider: kubernetes };
    const backend = new Namespace("backend", { partOf: "howlerops", ...args }, opts);
    new ConfigMap(
      "inside",
      { metadata: { namespace: backend.namespace } },
      { ...opts, dependsOn: [backend] },
    );
    return { namespace: backend.namespace };
  });

describe("components/cluster/Namespace", () => {
  it("consists of the namespace, defaults for containers and a quota", async () => {
    expect(childrenOf(await recordNamespace(), "backend")).to.deep.equal([
      "kubernetes:core/v1:Namespace backend-namespace",
      "kubernetes:core/v1:LimitRange backend-limits",
      "kubernetes:core/v1:ResourceQuota backend-quota",
    ]);
  });

  it("restricts its pods, and is named as it is called", async () => {
    const graph = await recordNamespace();
    expect(graph.outputs["namespace"]).to.equal("backend");
    expect(nodeNamed(graph, "backend-namespace").inputs["metadata"]).to.deep.equal({
      name: "backend",
      labels: {
        "app.kubernetes.io/name": "backend",
        "app.kubernetes.io/part-of": "howlerops",
        "app.kubernetes.io/managed-by": "strata",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "latest",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "latest",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "latest",
      },
      annotations: {},
    });
  });

  it("relaxes what is enforced for a reason, and still warns of it", async () => {
    const graph = await recordNamespace({
      podSecurity: { level: "privileged", reason: "node-exporter reads the host" },
    });
    const metadata = nodeNamed(graph, "backend-namespace").inputs["metadata"] as {
      labels: Record<string, string>;
      annotations: unknown;
    };
    expect(metadata.labels).to.include({
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/warn": "restricted",
    });
    expect(metadata.annotations).to.deep.equal({
      "strata/pod-security-reason": "node-exporter reads the host",
    });
    expect(nodeNamed(graph, "backend").published?.["facts"]).to.deep.include({
      podSecurity: { level: "privileged", reason: "node-exporter reads the host" },
    });
  });

  it("counts pods, processors and memory, and lets no Service face the world", async () => {
    expect(nodeNamed(await recordNamespace(), "backend-quota").inputs["spec"]).to.deep.equal({
      hard: {
        pods: "100",
        "requests.cpu": "8",
        "requests.memory": "24Gi",
        "limits.memory": "48Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
      },
    });
  });

  it("states parts of a core as the API returns them, so that a second update changes nothing", async () => {
    const { inputs } = nodeNamed(await recordNamespace({ quota: { cpuRequests: 1.4 } }), "backend-quota");
    const { hard } = inputs["spec"] as { hard: object };
    expect(hard).to.include({ "requests.cpu": "1400m" });
  });

  it("counts load balancers where there is one, but not the node ports that it takes", async () => {
    const { inputs } = nodeNamed(await recordNamespace({ quota: { loadBalancers: 1 } }), "backend-quota");
    const { hard } = inputs["spec"] as { hard: object };
    expect(hard).to.include({ "services.loadbalancers": "1" }).and.not.have.property("services.nodeports");
  });

  it("gives containers that ask for nothing a request and a limit", async () => {
    expect(nodeNamed(await recordNamespace(), "backend-limits").inputs["spec"]).to.deep.equal({
      limits: [
        {
          type: "Container",
          default: { memory: "256Mi" },
          defaultRequest: { cpu: "50m", memory: "64Mi" },
        },
      ],
    });
  });

  it("is there before what is in it", async () => {
    const graph = await recordNamespace();
    const { urn } = nodeNamed(graph, "backend-namespace");
    for (const name of ["backend-limits", "backend-quota", "inside"]) {
      expect(nodeNamed(graph, name).dependencies).to.include(urn);
    }
  });

  it("refuses deletion unless told otherwise", async () => {
    expect(nodeNamed(await recordNamespace(), "backend-namespace").protect).to.equal(true);
    expect(nodeNamed(await recordNamespace({ protect: false }), "backend-namespace").protect).to.equal(false);
  });

  const errors: [Partial<NamespaceArgs>, string][] = [
    [{ namespace: "kube-system" }, 'Namespace "backend": namespace is "kube-system"; allowed are DNS labels'],
    [{ namespace: "default" }, "and not default"],
    [{ namespace: "Back_end" }, 'namespace is "Back_end"'],
    [
      { podSecurity: { level: "baseline", reason: " " } },
      'podSecurity.reason is " "; allowed are reasons in words',
    ],
    [
      JSON.parse('{"podSecurity":{"level":"none","reason":"x"}}'),
      'podSecurity.level is "none"; allowed are "baseline", "privileged"',
    ],
    [{ quota: { pods: 0 } }, "quota.pods is 0; allowed are whole numbers from 1 to 200000 (pods)"],
    [{ quota: { cpuRequests: 0 } }, "quota.cpuRequests is 0; allowed are 0.1 to 1000000 (cores)"],
    [{ quota: { memoryRequestsGiB: 0 } }, "quota.memoryRequestsGiB is 0"],
    [
      { quota: { memoryLimitsGiB: 8 } },
      "quota.memoryLimitsGiB is 8; allowed are whole numbers from 24 to 1000000 (GiB, at least memoryRequestsGiB)",
    ],
    [{ quota: { loadBalancers: -1 } }, "quota.loadBalancers is -1"],
    [{ containerDefaults: { cpuRequestMillis: 0 } }, "containerDefaults.cpuRequestMillis is 0"],
    [{ containerDefaults: { memoryRequestMiB: 1 } }, "containerDefaults.memoryRequestMiB is 1"],
    [
      { containerDefaults: { memoryLimitMiB: 32 } },
      "containerDefaults.memoryLimitMiB is 32; allowed are whole numbers from 64 to 1000000 (MiB, at least memoryRequestMiB)",
    ],
  ];
  for (const [args, words] of errors) {
    it(`refuses ${JSON.stringify(args)}`, () => {
      expect(() => new Namespace("backend", { partOf: "howlerops", ...args })).to.throw(words);
    });
  }

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)).to.deep.equal({ shop: "shop" });
  });
});
