import type { ChartRecord, RecordedWorkload } from "../record.ts";
import { ADMITS, DEFINITIONS, serverAnd } from "./kinds.ts";

export const KEDA_RECORD: ChartRecord = {
  chart: "keda",
  version: "2.20.2",
  source: {
    repository: "kedacore/charts",
    ref: "1444d00d90d7668cf7f53f270777d039371d90d0",
    folder: "keda",
    checksum: "84d72afc756b751705b65edcb3030b08e426b1af",
    read: "2026-11-29",
  },
  workloads: [
    part("keda-operator", { values: "operator", image: "keda", strategy: "operator" }, "kedacore/keda"),
    {
      ...part(
        "keda-operator-metrics-apiserver",
        {
          values: "metricsServer",
          image: "metricsApiServer",
          resources: "metricServer",
          strategy: "metricsApiServer",
        },
        "kedacore/keda-metrics-apiserver",
      ),
      enabled: { at: "metricsServer.enabled", default: true },
    },
    {
      ...part("keda-admission-webhooks", { values: "webhooks" }, "kedacore/keda-admission-webhooks"),
      enabled: { at: "webhooks.enabled", default: true },
    },
  ],
  secretAccess: [
    {
      role: "keda-operator",
      scope: "cluster",
      verbs: ["list", "watch"],
      narrowedBy: "permissions.operator.restrict.secret",
    },
  ],
  creates: serverAnd(DEFINITIONS, ADMITS, { "apiregistration.k8s.io": ["APIService"] }),
  definitions: {
    "eventing.keda.sh": ["CloudEventSource", "ClusterCloudEventSource"],
    "keda.sh": ["ClusterTriggerAuthentication", "ScaledJob", "ScaledObject", "TriggerAuthentication"],
  },
};

/** Names under which the values have a part; default: all the same. */
interface Places {
  readonly values: string;
  readonly image?: string;
  readonly resources?: string;
  readonly strategy?: string;
}

function part(
  name: string,
  { values, image = values, resources = values, strategy = values }: Places,
  repository: string,
): RecordedWorkload {
  return {
    kind: "Deployment",
    name,
    replicas: { at: `${values}.replicaCount`, default: 1 },
    strategy: `upgradeStrategy.${strategy}`,
    containers: [
      {
        name,
        image: { at: `image.${image}`, registry: "ghcr.io", repository, tag: "2.20.2" },
        resources: `resources.${resources}`,
        defaults: { requests: { cpu: "100m", memory: "100Mi" }, limits: { cpu: "1", memory: "1000Mi" } },
      },
    ],
  };
}
