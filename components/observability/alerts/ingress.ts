import { argumentsOf } from "../../core/arguments.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for the ingress controller, through which every request goes. @public */
export interface IngressLimits {
  /** Namespace of the controller. Default "nginx-ingress". */
  readonly namespace?: string;
  /** Share of 5xx responses of the services behind it, 0 to 1. Default 0.05 (source: howlerops, critical alerts). */
  readonly errorShare?: number;
  /** Requests per second below which a share of errors is meaningless. Default 0.1. */
  readonly leastRequests?: number;
}

/**
 * The path of requests is interrupted: no controller serves, its configuration no longer changes, or what is behind it
 * fails. The services' own metrics end with the requests, so that they say nothing of it. Sources: metrics of
 * nginx/kubernetes-ingress 5.6.0, internal/metrics; nginx-prometheus-exporter, README.
 */
export function ingressAlerts(limits: IngressLimits = {}) {
  argumentsOf("ingressAlerts", "", limits);
  const { namespace = "nginx-ingress", errorShare = 0.05, leastRequests = 0.1 } = limits;
  const within = matches("namespace", namespace);
  const reloaded = `nginx_ingress_controller_nginx_last_reload_status{${within}}`;
  const answers = (filter: string) =>
    "sum by (resource_namespace, service) " +
    `(rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{${filter}}[5m]))`;
  return {
    IngressDown: {
      expr: `absent(nginx_ingress_nginx_up{${within}} == 1)`,
      forMinutes: 2,
      severity: "critical",
      summary: "No ingress controller answers",
      description: "No pod of the controller runs, or none can be scraped: no request reaches any service.",
    },
    IngressReloadFailed: {
      expr: `min by (namespace, pod) (${reloaded}) == 0`,
      forMinutes: 5,
      severity: "critical",
      summary: "{{ $labels.pod }} refuses its new configuration",
      description:
        "nginx serves with the last configuration that it accepted; changes of hosts, pods and certificates have no effect.",
    },
    IngressErrors: {
      expr:
        `${answers(`${within}, code=~"5.."`)} / ${answers(within)} > ${errorShare} ` +
        `and ${answers(within)} > ${leastRequests}`,
      forMinutes: 5,
      severity: "critical",
      summary:
        "{{ $value | humanizePercentage }} of {{ $labels.service }}'s answers to the ingress are errors",
      description: "The service fails, is unreachable, or answers too late; users see 502, 503 or 504.",
    },
  } satisfies Alerts;
}
