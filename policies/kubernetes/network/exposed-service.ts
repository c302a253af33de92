import type { PolicyResource } from "../../context.ts";
import { isOpen } from "../../opened.ts";
import { resourceRule } from "../../rule.ts";

export const exposedService = resourceRule({
  id: "kubernetes-exposed-service",
  title: "Only the ingress and declared load balancers are reachable from outside the cluster",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Trivy: ["KSV-0108"], "kube-linter": ["exposed-services"], "kube-score": ["service-type"] },
  appliesTo: ["kubernetes:core/v1:Service"],
  fix: "make the Service a ClusterIP and route to it through the ingress, or where it speaks no HTTP lead to it by a PassthroughLoadBalancer that names who may connect",
  why: "A second entry point has no WAF, no rate limit and no TLS policy.",
  *check(service) {
    const type = service.at("spec.type");
    if (
      (type.is("NodePort") || type.is("LoadBalancer")) &&
      !service.inLayer("ingress") &&
      !isPassthrough(service)
    ) {
      yield type.violation(`the service is a ${type.text()}, reachable from outside the cluster`);
    }
    const addresses = service.at("spec.externalIPs");
    if (addresses.items().length > 0) {
      yield addresses.violation("the service has external IPs, which any namespace could claim");
    }
  },
});

/** A network load balancer for selected source ranges: protocols other than HTTP have no other way in. */
function isPassthrough(service: PolicyResource): boolean {
  const ranges = service.at("spec.loadBalancerSourceRanges").texts();
  return service.inLayer("network") && ranges.length > 0 && !isOpen(ranges);
}
