import { UNKNOWN } from "../../../../graph/model.ts";
import { exposedService } from "../../../../policies/kubernetes/network/exposed-service.ts";
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
  },
  fails: {
    "a load balancer of a service": {
      stack: [
        resource(SERVICE, { spec: { type: "LoadBalancer" } }, { within: ["strata:workload:WebService"] }),
      ],
      says: ["the service is a LoadBalancer, reachable from outside the cluster [spec.type]"],
    },
    "a port on every node": {
      stack: [resource(SERVICE, { spec: { type: "NodePort" } })],
      says: ["the service is a NodePort, reachable from outside the cluster [spec.type]"],
    },
    "external addresses": {
      stack: [resource(SERVICE, { spec: { externalIPs: ["192.0.2.1"] } })],
      says: ["the service answers on external addresses, which any namespace could claim [spec.externalIPs]"],
    },
  },
  unknown: {
    "a type that is not known": {
      stack: [resource(SERVICE, { spec: { type: UNKNOWN } })],
      at: ["spec.type"],
    },
  },
});
