import type { ChartRecord } from "./record.ts";
import { CERT_MANAGER_RECORD } from "./records/cert-manager.ts";
import { EXTERNAL_SECRETS_RECORD } from "./records/external-secrets.ts";
import { KEDA_RECORD } from "./records/keda.ts";
import { KUBE_PROMETHEUS_STACK_RECORD } from "./records/kube-prometheus-stack.ts";
import { NGINX_INGRESS_RECORD } from "./records/nginx-ingress.ts";
import { PROMETHEUS_ADAPTER_RECORD } from "./records/prometheus-adapter.ts";

/** The recorded charts. */
export const CHART_RECORDS: readonly ChartRecord[] = [
  CERT_MANAGER_RECORD,
  EXTERNAL_SECRETS_RECORD,
  KUBE_PROMETHEUS_STACK_RECORD,
  NGINX_INGRESS_RECORD,
  KEDA_RECORD,
  PROMETHEUS_ADAPTER_RECORD,
];

/**
 * The record of a chart; undefined for one that is not recorded. Its version may differ from the installed one: what
 * then remains likely is the structure, not the default tags of images.
 *
 * @param address name in a repository, or an `oci://` address
 */
export function recordedChart(address: string): ChartRecord | undefined {
  const name = address.slice(address.lastIndexOf("/") + 1);
  return CHART_RECORDS.find(({ chart }) => chart === name);
}
