import * as k8s from "@pulumi/kubernetes";

const cluster = new k8s.Provider("cluster", { renderYamlToDirectory: "rendered" });
const namespace = new k8s.core.v1.Namespace("wordpress", {}, { provider: cluster });

// Rendered by Pulumi, object by object.
const wordpress = new k8s.helm.v3.Chart(
  "wpdev",
  {
    chart: "wordpress",
    version: "24.1.18",
    namespace: "wordpress",
    fetchOpts: { repo: "https://charts.bitnami.com/bitnami" },
    values: { replicaCount: 2 },
  },
  { provider: cluster, dependsOn: namespace },
);

// The same by a component that its provider builds.
new k8s.helm.v4.Chart("nginx", { chart: "oci://registry-1.docker.io/bitnamicharts/nginx" }, { provider: cluster });

// Installed by Helm.
const redis = new k8s.helm.v3.Release(
  "redis",
  { chart: "redis", namespace: namespace.metadata.name, repositoryOpts: { repo: "https://charts.bitnami.com/bitnami" } },
  { provider: cluster },
);

export const frontend = wordpress
  .getResourceProperty("v1/Service", "wordpress/wpdev-wordpress", "status")
  .apply((status) => status.loadBalancer.ingress[0].ip);
export const release = redis.status.name;
