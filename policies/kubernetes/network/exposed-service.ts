import { resourceRule } from "../../rule.ts";

export const exposedService = resourceRule({
  id: "kubernetes-exposed-service",
  title: "Only the ingress is reachable from outside the cluster",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Trivy: ["KSV-0108"], "kube-linter": ["exposed-services"], "kube-score": ["service-type"] },
  appliesTo: ["kubernetes:core/v1:Service"],
  fix: "make the Service a ClusterIP and route to it through the ingress",
  why: "A second way in has no WAF, no rate limit and no TLS policy in front of it.",
  *check(service) {
    const type = service.at("spec.type");
    if ((type.is("NodePort") || type.is("LoadBalancer")) && !service.inLayer("ingress")) {
      yield type.violation(`the service is a ${type.text()}, reachable from outside the cluster`);
    }
    const addresses = service.at("spec.externalIPs");
    if (addresses.items().length > 0) {
      yield addresses.violation("the service answers on external addresses, which any namespace could claim");
    }
  },
});
