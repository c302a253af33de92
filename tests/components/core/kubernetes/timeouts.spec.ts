import { expect } from "chai";
import { Certificate } from "#components/ingress/certificate";
import { createExternalSecret } from "#components/secrets/operator/external-secret";
import type { Scaling } from "#components/workload/autoscaling/scaling";
import { Job } from "#components/workload/job";
import { WebService } from "#components/workload/web-service";
import { nodeNamed, recordWith } from "../../../support/record.ts";

describe("how long an update waits for objects of a cluster", () => {
  const digest = "a".repeat(64);
  const image = `registry.example/shop/api@sha256:${digest}`;
  const resources = {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { cpu: "100m", memory: "128Mi" },
  };

  for (const { scaling, minutes } of [
    { scaling: { replicas: 3 }, minutes: 10 },
    { scaling: { replicas: 20 }, minutes: 25 },
    { scaling: { minReplicas: 3, maxReplicas: 30 }, minutes: 35 },
    { scaling: { minReplicas: 3, maxReplicas: 500 }, minutes: 60 },
  ] satisfies { scaling: Scaling; minutes: number }[]) {
    it(`K3 ${JSON.stringify(scaling)}: ${minutes} minutes, since pods are replaced one after another`, async () => {
      const graph = await recordWith(({ kubernetes }) => {
        new WebService(
          "api",
          { namespace: "shop", partOf: "shop", image, port: 8080, resources, scaling },
          { provider: kubernetes },
        );
        return undefined;
      });
      const { customTimeouts } = nodeNamed(graph, "api", "kubernetes:apps/v1:Deployment").settings;
      expect(customTimeouts).to.deep.equal({ create: `${minutes}m`, update: `${minutes}m` });
    });
  }

  it("K3 a certificate, an external secret and a Job have their own", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const provider = { provider: kubernetes };
      const issuer = { kind: "ClusterIssuer", name: "acme" } as const;
      new Certificate("site", { issuer, hosts: ["example.com"], namespace: "shop" }, provider);
      const secret = { name: "key", namespace: "shop", labels: {}, store: "vault", files: { key: "key" } };
      createExternalSecret("key", secret, provider);
      new Job(
        "migrate",
        { namespace: "shop", partOf: "shop", image, resources, deadlineSeconds: 120 },
        provider,
      );
      return undefined;
    });
    const timeoutsOf = (name: string, type: string) => nodeNamed(graph, name, type).settings.customTimeouts;
    expect(timeoutsOf("site-certificate", "kubernetes:cert-manager.io/v1:Certificate")).to.deep.equal({
      create: "10m",
      update: "5m",
    });
    expect(timeoutsOf("key", "kubernetes:external-secrets.io/v1:ExternalSecret")).to.deep.equal({
      create: "10m",
      update: "10m",
    });
    expect(timeoutsOf("migrate", "kubernetes:batch/v1:Job")).to.deep.equal({ create: "180s" });
  });
});
