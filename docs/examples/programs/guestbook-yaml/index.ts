import * as pulumi from "@pulumi/pulumi";
import * as k8s from "@pulumi/kubernetes";

const provider = new k8s.Provider("cluster", { namespace: "guestbook" });

/** Services stay inside the cluster. */
function inside(object: any, _options: pulumi.CustomResourceOptions) {
  if (object.kind === "Service" && object.spec?.type === "LoadBalancer") {
    object.spec.type = "ClusterIP";
  }
}

new k8s.yaml.ConfigFile("namespace", { file: "namespace.yml" }, { provider });
const guestbook = new k8s.yaml.ConfigGroup(
  "guestbook",
  { files: ["yaml/*.yaml"], transformations: [inside] },
  { provider },
);

export const frontendPort = guestbook
  .getResource("v1/Service", "guestbook", "frontend")
  .apply((service) => service.spec.ports[0].port);
