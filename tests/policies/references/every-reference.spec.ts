import { expect } from "chai";
import type { Node, Values } from "#graph/model";
import { referencedObject } from "#policies/references/referenced-object";
import { resource } from "../support/nodes.ts";
import { outcome } from "../support/rules.ts";

const PROVIDER = "urn:pulumi:test::strata::pulumi:providers:kubernetes::kubernetes";
const CLUSTER = resource("gcp:container/cluster:Cluster", { name: "shop" }, { name: "cluster" });
/** The program creates the cluster, so that what it does not hold does not exist. */
const BASE: readonly Node[] = [
  CLUSTER,
  {
    ...resource(
      "pulumi:providers:kubernetes",
      { clusterIdentifier: "shop" },
      { name: "kubernetes", provider: undefined },
    ),
    urn: PROVIDER,
    dependencies: [CLUSTER.urn],
  },
  resource("kubernetes:core/v1:Namespace", { metadata: { name: "shop" } }, { name: "shop" }),
];

function object(type: string, inputs: Values, name = "other"): Node {
  return resource(`kubernetes:${type}`, { metadata: { name, namespace: "shop" }, ...inputs }, { name });
}

const pod = (spec: Values) => object("core/v1:Pod", { spec: { serviceAccountName: "default", ...spec } });
const volume = (each: Values) => pod({ volumes: [{ name: "v", ...each }] });
const policy = (spec: Values) => object("k8s.nginx.org/v1:Policy", { spec });
const virtual = (spec: Values) => object("k8s.nginx.org/v1:VirtualServer", { spec });
const ingress = (spec: Values) => object("networking.k8s.io/v1:Ingress", { spec });
const claims = { volumeClaimTemplates: [{ spec: { storageClassName: "x" } }] };
const target = { kind: "StatefulSet", name: "x" };

/** Every place that names another object, with the path of the name. */
const PLACES: readonly (readonly [path: string, node: Node])[] = [
  ["spec.imagePullSecrets[0].name", pod({ imagePullSecrets: [{ name: "x" }] })],
  ["spec.priorityClassName", pod({ priorityClassName: "x" })],
  ["spec.serviceAccountName", pod({ serviceAccountName: "x" })],
  ["spec.volumes[0].secret.secretName", volume({ secret: { secretName: "x" } })],
  ["spec.volumes[0].configMap.name", volume({ configMap: { name: "x" } })],
  ["spec.volumes[0].persistentVolumeClaim.claimName", volume({ persistentVolumeClaim: { claimName: "x" } })],
  [
    "spec.volumes[0].projected.sources[0].secret.name",
    volume({ projected: { sources: [{ secret: { name: "x" } }] } }),
  ],
  [
    "spec.volumes[0].projected.sources[0].configMap.name",
    volume({ projected: { sources: [{ configMap: { name: "x" } }] } }),
  ],
  ...["containers", "initContainers"].flatMap((list) =>
    ["secretRef", "configMapRef"].map(
      (kind) =>
        [
          `spec.${list}[0].envFrom[0].${kind}.name`,
          pod({ [list]: [{ envFrom: [{ [kind]: { name: "x" } }] }] }),
        ] as const,
    ),
  ),
  ["spec.volumeClaimTemplates[0].spec.storageClassName", object("apps/v1:StatefulSet", { spec: claims })],
  ["spec.storageClassName", object("core/v1:PersistentVolumeClaim", { spec: { storageClassName: "x" } })],
  [
    "roleRef.name",
    object("rbac.authorization.k8s.io/v1:ClusterRoleBinding", {
      roleRef: { kind: "ClusterRole", name: "x" },
    }),
  ],
  [
    "subjects[0].name",
    object("rbac.authorization.k8s.io/v1:ClusterRoleBinding", {
      subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "x" }],
    }),
  ],
  [
    "spec.scaleTargetRef.name",
    object("autoscaling/v2:HorizontalPodAutoscaler", { spec: { scaleTargetRef: target } }),
  ],
  [
    "spec.scaleTargetRef.name",
    object("keda.sh/v1alpha1:ScaledObject", { spec: { scaleTargetRef: { name: "x" } } }),
  ],
  [
    "spec.targetRef.name",
    object("autoscaling.k8s.io/v1:VerticalPodAutoscaler", {
      spec: { targetRef: { ...target, kind: "ReplicaSet" } },
    }),
  ],
  ["spec.ingressClassName", ingress({ ingressClassName: "x" })],
  ["spec.tls[0].secretName", ingress({ tls: [{ secretName: "x" }] })],
  [
    "spec.defaultBackend.service.name",
    ingress({ defaultBackend: { service: { name: "x", port: { number: 80 } } } }),
  ],
  ["spec.ingressClassName", virtual({ ingressClassName: "x" })],
  ["spec.tls.secret", virtual({ tls: { secret: "x" } })],
  ["spec.routes[0].policies[0].name", virtual({ routes: [{ policies: [{ name: "x" }] }] })],
  ["spec.upstreams[0].service", virtual({ upstreams: [{ service: "x", port: 80 }] })],
  ["spec.ingressMTLS.clientCertSecret", policy({ ingressMTLS: { clientCertSecret: "x" } })],
  ["spec.egressMTLS.tlsSecret", policy({ egressMTLS: { tlsSecret: "x" } })],
  ["spec.egressMTLS.trustedCertSecret", policy({ egressMTLS: { trustedCertSecret: "x" } })],
  ["spec.basicAuth.secret", policy({ basicAuth: { secret: "x" } })],
  ["spec.jwt.secret", policy({ jwt: { secret: "x" } })],
  ["spec.issuerRef.name", object("cert-manager.io/v1:Certificate", { spec: { issuerRef: { name: "x" } } })],
  [
    "spec.issuerRef.name",
    object("cert-manager.io/v1:Certificate", { spec: { issuerRef: { kind: "ClusterIssuer", name: "x" } } }),
  ],
  [
    "spec.secretStoreRef.name",
    object("external-secrets.io/v1:ExternalSecret", {
      spec: { secretStoreRef: { kind: "SecretStore", name: "x" } },
    }),
  ],
  [
    "spec.secretStoreRef.name",
    object("external-secrets.io/v1:ExternalSecret", {
      spec: { secretStoreRef: { kind: "ClusterSecretStore", name: "x" } },
    }),
  ],
];

describe("references", () => {
  for (const [path, node] of PLACES) {
    const kind = node.type.slice(node.type.lastIndexOf(":") + 1);
    it(`I17 of a ${kind} at ${path} are looked up`, () => {
      const { findings, unknown } = outcome(referencedObject, [...BASE, node]);
      expect(findings.map((finding) => finding.replace(/^.*? \[/, "["))).to.deep.equal([`[${path}]`]);
      expect(unknown).to.deep.equal([]);
    });
  }

  it("I17 lead to policies of the controller, and to ports of Services in other namespaces", () => {
    const service = object("core/v1:Service", { spec: { ports: [{ port: 80 }] } }, "web");
    const limit = object("k8s.nginx.org/v1:Policy", { spec: {} }, "limit");
    const server = (port: number) =>
      virtual({ policies: [{ name: "limit" }], upstreams: [{ service: "shop/web", port }] });
    expect(outcome(referencedObject, [...BASE, service, limit, server(80)]).findings).to.deep.equal([]);
    expect(outcome(referencedObject, [...BASE, service, limit, server(81)]).findings).to.have.length(1);
  });
});
