import { Provider } from "@pulumi/kubernetes/provider.js";
import { ExternalSecrets } from "#components/secrets/external-secrets";

/** The operator with its defaults: two pods of each part, in a namespace of its own. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const operator = new ExternalSecrets("external-secrets", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
  return { metrics: operator.metrics.host };
}
