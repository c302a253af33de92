import { UNKNOWN, type Values } from "#graph/model";
import { nodeSize } from "#policies/capacity/node-size";
import { clusterOf, pool, release, sized } from "../support/capacity.ts";
import { describeRule } from "../support/rules.ts";

const large = pool(
  {
    nodeConfig: {
      machineType: "n2-highmem-4",
      labels: { "shop/pool": "large" },
      taints: [{ key: "large", effect: "NO_SCHEDULE" }],
    },
  },
  "large",
);

const prometheus = (memory: string) =>
  release("oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack", {
    prometheus: { prometheusSpec: { resources: { limits: { memory } } } },
  });

const onLarge = (resources: Values) =>
  sized("cache", resources, {
    template: {
      spec: {
        nodeSelector: { "shop/pool": "large" },
        tolerations: [{ key: "large", operator: "Exists" }],
        containers: [{ name: "cache", resources }],
      },
    },
  });

const AT = "spec.template.spec.containers[0].resources";

describe("D7 limits and nodes", () => {
  describeRule(
    nodeSize,
    {
      passes: {
        "pods that fit": clusterOf([sized("api", { requests: { cpu: "900m" }, limits: { memory: "2Gi" } })]),
        "a pool for large pods": clusterOf([onLarge({ limits: { memory: "16Gi" } })], [pool(), large]),
        "a chart's limit that a node can give": clusterOf([prometheus("2Gi")]),
      },
      fails: {
        "a chart's memory limit beyond any node": {
          stack: clusterOf([prometheus("4Gi")]),
          findings: [
            "a pod of metrics/prometheus requests 4 GiB, and a node (e2-medium) offers 2.9 GiB [values.prometheus.prometheusSpec.resources]",
            "the memory limit of metrics/prometheus is 4 GiB, and a node (e2-medium) offers 2.9 GiB [values.prometheus.prometheusSpec.resources.limits.memory]",
          ],
        },
        "a workload's memory limit, beside a pool that repels it": {
          stack: clusterOf(
            [sized("api", { requests: { memory: "1Gi" }, limits: { memory: "4Gi" } })],
            [pool(), large],
          ),
          findings: [
            `the memory limit of api is 4 GiB, and a node (e2-medium) offers 2.9 GiB [${AT}.limits.memory]`,
          ],
        },
        "a request that no node can give": {
          stack: clusterOf([sized("api", { requests: { cpu: "1" } })]),
          findings: [`a pod of api requests 1 core, and a node (e2-medium) offers 0.94 cores [${AT}]`],
        },
      },
      unknown: {
        "nodes of another program": {
          stack: [sized("api", { limits: { memory: "4Gi" } })],
          at: ["metadata.namespace"],
        },
        "a limit": {
          stack: clusterOf([sized("api", { limits: { memory: UNKNOWN } })]),
          at: [`${AT}.limits.memory`],
        },
      },
    },
    { together: /\.resources$/ },
  );
});
