import type { ChartRecord } from "../record.ts";
import { serverAnd } from "./kinds.ts";

/** Its values name the registry within the repository. */
export const PROMETHEUS_ADAPTER_RECORD: ChartRecord = {
  chart: "prometheus-adapter",
  version: "5.3.0",
  source: {
    repository: "prometheus-community/helm-charts",
    ref: "prometheus-adapter-5.3.0",
    folder: "charts/prometheus-adapter",
    checksum: "e836a00ac55fbe845179a30e80ab5fc098e20c55",
    read: "2026-11-29",
  },
  workloads: [
    {
      kind: "Deployment",
      name: "prometheus-adapter",
      replicas: { at: "replicas", default: 1 },
      strategy: "strategy",
      containers: [
        {
          name: "prometheus-adapter",
          image: {
            at: "image",
            registry: "registry.k8s.io",
            repository: "prometheus-adapter/prometheus-adapter",
            tag: "v0.12.0",
          },
          resources: "resources",
        },
      ],
    },
  ],
  secretAccess: [],
  creates: serverAnd({ "apiregistration.k8s.io": ["APIService"] }),
  definitions: {},
};
