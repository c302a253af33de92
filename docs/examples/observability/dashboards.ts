import { Provider } from "@pulumi/kubernetes/provider.js";
import { Dashboards } from "#components/observability/dashboards";
import { metricGroups } from "#components/observability/dashboards/groups";

/** The four documented groups of metrics, and a dashboard of one's own beside them. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const dashboards = new Dashboards(
    "dashboards",
    {
      namespace: "monitoring",
      partOf: "shop",
      dashboards: {
        ...metricGroups("shop"),
        orders: {
          title: "shop: orders",
          panels: [
            {
              title: "Orders a minute",
              unit: "short",
              lines: { "{{country}}": 'sum by (country) (rate(orders_total{namespace="shop"}[5m])) * 60' },
            },
          ],
        },
      },
    },
    { provider },
  );
  return { names: Object.values(dashboards.resources.dashboards).map((each) => each.metadata.name) };
}
