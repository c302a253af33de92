import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider.js";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { Namespace } from "#components/cluster/namespace";
import { serviceEndpoint } from "#components/core/link";
import { AlertRules } from "#components/observability/alert-rules";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { podAlerts } from "#components/observability/alerts/pods";
import { requestAlerts } from "#components/observability/alerts/requests";
import { Monitoring } from "#components/observability/monitoring";
import { ScrapeTargets } from "#components/observability/scrape-targets";

/** Prometheus with 30 days of metrics, one service that it scrapes, and alerts that page. */
export function program() {
  const kubernetes = new KubernetesProvider("cluster", { kubeconfig: "~/.kube/config" });
  const random = new RandomProvider("random", {});
  const providers = [kubernetes, random];
  const system = { namespace: "monitoring", partOf: "shop" };
  const reason = "the exporter of nodes reads their file systems and processes";
  const namespace = new Namespace(
    "monitoring",
    { partOf: "shop", podSecurity: { level: "privileged", reason } },
    { provider: kubernetes },
  );
  const monitoring = new Monitoring(
    "monitoring",
    {
      ...system,
      routing: "page",
      pagerDuty: { secretId: "shop-prod-pagerduty", store: "secret-manager" },
      externalLabels: { cluster: "shop-prod" },
    },
    { providers, dependsOn: [namespace] },
  );
  const after = { providers, dependsOn: [monitoring.resources.release] };
  const endpoint = {
    ...serviceEndpoint({ name: "api", namespace: "shop", port: 9100 }),
    name: "api-metrics",
  };
  new ScrapeTargets(
    "targets",
    { scraper: monitoring.scraper, partOf: "shop", targets: { api: { endpoint } } },
    after,
  );
  new AlertRules(
    "alerts",
    {
      ...system,
      runbooks: "https://github.com/example/shop/blob/main/docs/runbooks",
      groups: {
        requests: requestAlerts({ namespace: "shop" }),
        pods: podAlerts({ namespace: "shop" }),
        certificates: certificateAlerts(),
      },
    },
    after,
  );
  return { grafana: monitoring.grafana.host };
}
