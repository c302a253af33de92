import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { expect } from "chai";
import { describeObject, expectedObjects } from "#cli/rollout/expected";
import { recordWith } from "../../support/record.ts";

describe("what strata rollout judges", () => {
  it("objects that become something: workloads, Services, releases and all custom resources", async () => {
    const graph = await recordWith(({ kubernetes: provider }) => {
      const metadata = { name: "it", namespace: "shop" };
      new Service("service", { metadata }, { provider });
      new ConfigMap("settings", { metadata }, { provider });
      new NetworkPolicy("policy", { metadata }, { provider });
      new Release("metrics", { name: "metrics", namespace: "monitoring", chart: "metrics" }, { provider });
      const gateway = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", metadata: {} };
      new CustomResource("gateway", gateway, { provider });
      return undefined;
    });
    expect(expectedObjects(graph).map(describeObject)).to.deep.equal([
      "Service shop/it",
      "Release monitoring/metrics",
      "Gateway gateway",
    ]);
  });
});
