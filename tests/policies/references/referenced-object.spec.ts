import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { referencedObject } from "#policies/references/referenced-object";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";
import { deployment } from "../support/workloads.ts";

function object(type: string, name: Value, inputs: Values = {}, namespace: Value = "shop"): Node {
  const logical = `${type.split(":").at(-1)}-${name}`;
  return resource(`kubernetes:${type}`, { metadata: { name, namespace }, ...inputs }, { name: logical });
}

/** An object of the cluster, without a namespace. */
function ofCluster(type: string, name: string, inputs: Values = {}): Node {
  return resource(`kubernetes:${type}`, { metadata: { name }, ...inputs }, { name });
}

const SHOP = ofCluster("core/v1:Namespace", "shop");
const ACCOUNT = object("core/v1:ServiceAccount", "api");
const SERVICE = object("core/v1:Service", "api", { spec: { ports: [{ name: "http", port: 80 }] } });
const SESSION = object("core/v1:Secret", "session", { stringData: { key: "a" } });
const EXTERNAL = object("external-secrets.io/v1:ExternalSecret", "session", {
  spec: { data: [{ secretKey: "key", remoteRef: { key: "shop-session" } }] },
});
const RELEASE = resource(
  "kubernetes:helm.sh/v3:Release",
  { name: "redis", namespace: "shop", chart: "redis" },
  { name: "redis" },
);

/** The pod with these volumes. */
function mounting(...volumes: Value[]): Node {
  return deployment({ "spec.template.spec.volumes": volumes });
}

const secret = (secretName: Value, ...keys: string[]): Values => ({
  name: "s",
  secret: { secretName, ...(keys.length > 0 ? { items: keys.map((key) => ({ key, path: key })) } : {}) },
});
const base = [SHOP, ACCOUNT];
const NO_SECRET = 'no Secret "session" of namespace "shop" is in the stack';

const autoscaler = (name: string) =>
  object("autoscaling/v2:HorizontalPodAutoscaler", "api", {
    spec: { scaleTargetRef: { kind: "Deployment", name } },
  });
const ingress = (port: Values) =>
  object("networking.k8s.io/v1:Ingress", "api", {
    spec: {
      rules: [
        { host: "a.example", http: { paths: [{ path: "/", backend: { service: { name: "api", port } } }] } },
      ],
    },
  });
const virtualServer = (spec: Values) => object("k8s.nginx.org/v1:VirtualServer", "site", { spec });
const storeFor = (...namespaces: string[]) =>
  ofCluster("external-secrets.io/v1:ClusterSecretStore", "store", { spec: { conditions: [{ namespaces }] } });
const fromStore = object("external-secrets.io/v1:ExternalSecret", "session", {
  spec: { secretStoreRef: { kind: "ClusterSecretStore", name: "store" }, data: [] },
});

const cluster = resource("gcp:container/cluster:Cluster", { name: "shop" }, { name: "cluster" });
const provider: Node = {
  ...kubernetesProvider("shop", { clusterIdentifier: "shop" }),
  dependencies: [cluster.urn],
};
const created = [cluster, provider, through(provider, SHOP), through(provider, ACCOUNT)];

describeRule(referencedObject, {
  passes: {
    "a Secret of the program": [...base, SESSION, mounting(secret("session", "key"))],
    "a Secret that an operator writes": [...base, EXTERNAL, mounting(secret("session", "key"))],
    "a certificate's Secret": [
      ...base,
      ofCluster("cert-manager.io/v1:ClusterIssuer", "acme"),
      object("cert-manager.io/v1:Certificate", "site", {
        spec: { secretName: "session", issuerRef: { kind: "ClusterIssuer", name: "acme" } },
      }),
      mounting(secret("session", "tls.crt", "tls.key", "ca.crt")),
    ],
    "a Secret that may be missing": [
      ...base,
      mounting({ name: "s", secret: { secretName: "session", optional: true } }),
    ],
    "a Secret whose name the cloud generates": [
      ...base,
      SESSION,
      { ...mounting(secret(UNKNOWN)), propertyDependencies: { spec: [SESSION.urn] } },
    ],
    "the account and the certificates of every namespace": [
      SHOP,
      deployment({
        "spec.template.spec.serviceAccountName": "default",
        "spec.template.spec.volumes": [{ name: "ca", configMap: { name: "kube-root-ca.crt" } }],
      }),
    ],
    "a Service by the number and by the name of its port": [
      ...base,
      SERVICE,
      ingress({ number: 80 }),
      ingress({ name: "http" }),
    ],
    "a workload that is scaled": [...base, deployment(), autoscaler("api")],
    "a store that serves the namespace": [...base, storeFor("shop"), fromStore],
    "classes that GKE has": [
      ...created,
      through(
        provider,
        object("core/v1:PersistentVolumeClaim", "data", { spec: { storageClassName: "premium-rwo" } }),
      ),
    ],
  },
  fails: {
    "a Secret that nothing makes": {
      stack: [...base, mounting(secret("session"))],
      findings: [`${NO_SECRET} [spec.template.spec.volumes[0].secret.secretName]`],
    },
    "a Secret of another namespace": {
      stack: [
        ...base,
        { ...SESSION, inputs: { ...SESSION.inputs, metadata: { name: "session", namespace: "blog" } } },
        ofCluster("core/v1:Namespace", "blog"),
        mounting(secret("session")),
      ],
      findings: [`${NO_SECRET} [spec.template.spec.volumes[0].secret.secretName]`],
    },
    "a Secret of another cluster": {
      stack: [
        ...base,
        kubernetesProvider("other", { clusterIdentifier: "other" }),
        through(kubernetesProvider("other", {}), { ...SHOP, urn: `${SHOP.urn}-elsewhere` }),
        through(kubernetesProvider("other", {}), SESSION),
        mounting(secret("session")),
      ],
      findings: [`${NO_SECRET} [spec.template.spec.volumes[0].secret.secretName]`],
    },
    "a key that a Secret does not have": {
      stack: [...base, EXTERNAL, mounting(secret("session", "token"))],
      findings: [
        'the Secret "session" of ExternalSecret-session has no key "token"; it has key [spec.template.spec.volumes[0].secret.items[0].key]',
      ],
    },
    "what the environment is read from": {
      stack: [
        ...base,
        SESSION,
        deployment({
          "spec.template.spec.containers.0.env": [
            { name: "A", valueFrom: { secretKeyRef: { name: "session", key: "pass" } } },
            { name: "B", valueFrom: { configMapKeyRef: { name: "settings", key: "b" } } },
          ],
        }),
      ],
      findings: [
        'the Secret "session" of Secret-session has no key "pass"; it has key [spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key]',
        'no ConfigMap "settings" of namespace "shop" is in the stack [spec.template.spec.containers[0].env[1].valueFrom.configMapKeyRef.name]',
      ],
    },
    "a service account and a volume claim": {
      stack: [SHOP, mounting({ name: "data", persistentVolumeClaim: { claimName: "data" } })],
      findings: [
        'no service account "api" of namespace "shop" is in the stack [spec.template.spec.serviceAccountName]',
        'no volume claim "data" of namespace "shop" is in the stack [spec.template.spec.volumes[0].persistentVolumeClaim.claimName]',
      ],
    },
    "a namespace and a priority class, where the program creates the cluster": {
      stack: [
        ...created,
        through(provider, object("core/v1:ConfigMap", "a", {}, "blog")),
        through(provider, deployment({ "spec.template.spec.priorityClassName": "urgent" })),
      ],
      findings: [
        'no priority class "urgent" is in the stack [spec.template.spec.priorityClassName]',
        'no namespace "blog" is in the stack [metadata.namespace]',
      ],
    },
    "a port that a Service does not have": {
      stack: [...base, SERVICE, ingress({ number: 8080 })],
      findings: [
        'the Service "api" of Service-api has no port "8080"; it has http, 80 [spec.rules[0].http.paths[0].backend.service.port.number]',
      ],
    },
    "a virtual server's Secret, policy and Service": {
      stack: [
        ...base,
        virtualServer({
          tls: { secret: "site-tls" },
          policies: [{ name: "limit" }],
          upstreams: [{ name: "api", service: "shop/web", port: 80 }],
        }),
      ],
      findings: [
        'no Policy "limit" of namespace "shop" is in the stack [spec.policies[0].name]',
        'no Secret "site-tls" of namespace "shop" is in the stack [spec.tls.secret]',
        'no Service "shop/web" of namespace "shop" is in the stack [spec.upstreams[0].service]',
      ],
    },
    "a workload that is not scaled": {
      stack: [...base, deployment(), autoscaler("web")],
      findings: ['no workload "web" of namespace "shop" is in the stack [spec.scaleTargetRef.name]'],
    },
    "a role and the account that is bound to it": {
      stack: [
        SHOP,
        object("rbac.authorization.k8s.io/v1:RoleBinding", "api", {
          roleRef: { kind: "Role", name: "reader" },
          subjects: [{ kind: "ServiceAccount", name: "api" }],
        }),
      ],
      findings: [
        'no Role "reader" of namespace "shop" is in the stack [roleRef.name]',
        'no service account "api" of namespace "shop" is in the stack [subjects[0].name]',
      ],
    },
    "a store that serves another namespace": {
      stack: [...base, storeFor("blog"), fromStore],
      findings: [
        'the ClusterSecretStore "store" of store has no namespace that it serves "shop"; it has blog [metadata.namespace]',
      ],
    },
    "an account that a store looks for in each namespace": {
      stack: [
        SHOP,
        ofCluster("external-secrets.io/v1:ClusterSecretStore", "store", {
          spec: {
            conditions: [{ namespaces: ["shop"] }],
            provider: {
              gcpsm: { auth: { workloadIdentity: { serviceAccountRef: { name: "secret-reader" } } } },
            },
          },
        }),
      ],
      findings: [
        'no service account "secret-reader" of namespace "shop" is in the stack [spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef.name]',
      ],
    },
  },
  unknown: {
    "a Secret in what may be the same cluster": {
      stack: [
        ...base,
        kubernetesProvider("other", { clusterIdentifier: UNKNOWN }),
        through(kubernetesProvider("other", {}), SESSION),
        mounting(secret("session")),
      ],
      at: ["clusterIdentifier", "clusterIdentifier"],
    },
    "a Secret that a chart may make": {
      stack: [...base, RELEASE, mounting(secret("session"))],
      at: ["spec.template.spec.volumes[0].secret.secretName"],
    },
    "what is in a namespace that another program makes": {
      stack: [ACCOUNT, deployment()],
      at: ["metadata.namespace", "metadata.namespace"],
    },
    "the keys of a Secret that a store decides": {
      stack: [
        ...base,
        object("external-secrets.io/v1:ExternalSecret", "session", {
          spec: { dataFrom: [{ extract: { key: "a" } }] },
        }),
        mounting(secret("session", "token")),
      ],
      at: ["spec.template.spec.volumes[0].secret.secretName"],
    },
  },
});
