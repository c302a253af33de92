import type { ChartValues } from "../../core/kubernetes/chart.ts";
import { placementOf } from "../../core/kubernetes/placement.ts";
import type { MONITORING_CHART } from "./chart.ts";
import { MONITORING_RESOURCES } from "./resources.ts";
import type { MonitoringSettings } from "./settings.ts";

/** Keys of the Secret with Grafana's administrator. */
export const ADMIN_KEYS = { user: "admin-user", password: "admin-password" } as const;

/** Objects that Grafana's values refer to. */
export interface GrafanaObjects {
  readonly adminSecret: string;
  /** Role with its rights in each namespace of its dashboards. */
  readonly grafanaRole: string;
}

/** Grafana's values: a second pod would wait for the disk of the first, which only one node can mount. */
export function grafanaValues(
  { grafana, storageClass, namespace, ...settings }: MonitoringSettings,
  { adminSecret, grafanaRole }: GrafanaObjects,
): ChartValues<typeof MONITORING_CHART.values.grafana> {
  const { diskGiB, dashboardNamespaces } = grafana;
  const disk = { enabled: true, size: `${diskGiB}Gi`, storageClassName: storageClass };
  return {
    enabled: true,
    ...placementOf(settings.placement),
    resources: MONITORING_RESOURCES.grafana,
    ...(diskGiB === 0
      ? { persistence: { enabled: false } }
      : { persistence: disk, deploymentStrategy: { type: "Recreate" } }),
    // It changes the owner of files as root; the pod's file system group does so without.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    rbac: { namespaced: true, namespaces: dashboardNamespaces, useExistingRole: grafanaRole },
    admin: { existingSecret: adminSecret, userKey: ADMIN_KEYS.user, passwordKey: ADMIN_KEYS.password },
    sidecar: {
      resources: MONITORING_RESOURCES.grafanaSidecar,
      dashboards: {
        enabled: true,
        label: "grafana_dashboard",
        labelValue: "1",
        resource: "configmap",
        searchNamespace: [namespace, ...dashboardNamespaces].join(","),
      },
      datasources: { resource: "configmap" },
    },
  };
}
