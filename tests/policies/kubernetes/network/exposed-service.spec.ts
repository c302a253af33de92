import { UNKNOWN } from "#graph/model";
import { exposedService } from "#policies/kubernetes/network/exposed-service";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const SERVICE = "kubernetes:core/v1:Service";

describeRule(exposedService, {
  passes: {
    "a service inside the cluster": [resource(SERVICE, { spec: { type: "ClusterIP" } })],
    "a service that does not say": [resource(SERVICE, { spec: { ports: [] } })],
    "the ingress": [
      resource(SERVICE, { spec: { type: "LoadBalancer" } }, { within: ["strata:ingress:NginxIngress"] }),
    ],
    "a load balancer on layer 4 for some callers": [
      resource(
        SERVICE,
        { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] } },
        { within: ["strata:network:PassthroughLoadBalancer"] },
      ),
    ],
  },
  fails: {
    "a load balancer on layer 4 for everybody": {
      stack: [
        resource(
          SERVICE,
          {
            spec: {
              type: "LoadBalancer",
              loadBalancerSourceRanges: ["10.0.0.0/8", "0.0.0.0/1", "128.0.0.0/1"],
            },
          },
          { within: ["strata:network:PassthroughLoadBalancer"] },
        ),
      ],
      findings: ["the service is a LoadBalancer, reachable from outside the cluster [spec.type]"],
    },
    "some callers' load balancer that no layer declares": {
      stack: [
        resource(SERVICE, { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] } }),
      ],
      findings: ["the service is a LoadBalancer, reachable from outside the cluster [spec.type]"],
    },
    "a load balancer of a service": {
      stack: [
        resource(SERVICE, { spec: { type: "LoadBalancer" } }, { within: ["strata:workload:WebService"] }),
      ],
      findings: ["the service is a LoadBalancer, reachable from outside the cluster [spec.type]"],
    },
    "a port on every node": {
      stack: [resource(SERVICE, { spec: { type: "NodePort" } })],
      findings: ["the service is a NodePort, reachable from outside the cluster [spec.type]"],
    },
    "external addresses": {
      stack: [resource(SERVICE, { spec: { externalIPs: ["192.0.2.1"] } })],
      findings: ["the service has external IPs, which any namespace could claim [spec.externalIPs]"],
    },
  },
  unknown: {
    "a type that is not known": {
      stack: [resource(SERVICE, { spec: { type: UNKNOWN } })],
      at: ["spec.type"],
    },
  },
});
