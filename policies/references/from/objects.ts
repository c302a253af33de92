import { HELM_RELEASE } from "#graph/kubernetes-types";
import { fixed, named, namespacePart } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, separately, type UnknownValue } from "../../property.ts";
import {
  CLUSTER_ROLE,
  NAMESPACE,
  ROLE,
  SCALED,
  SECRET,
  SERVICE,
  SERVICE_ACCOUNT,
} from "../definitions/objects.ts";
import {
  CLUSTER_ISSUER,
  CLUSTER_SECRET_STORE,
  INGRESS_CLASS,
  ISSUER,
  NGINX_POLICY,
  SECRET_STORE,
} from "../definitions/operators.ts";
import type { Reference } from "../reference.ts";
import { clusterWide, Names, ofVolumeClaim, POD_REFERENCES } from "./pods.ts";

type References = Iterable<Reference | UnknownValue>;
type ReferencesOf = (resource: PolicyResource, stack: PolicyContext) => References;

/** What objects refer to by name, by type; besides, every object is in a namespace. */
export const REFERENCES: Readonly<Record<string, ReferencesOf>> = {
  ...POD_REFERENCES,
  "kubernetes:core/v1:PersistentVolumeClaim": ofVolumeClaim,
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": binding,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": binding,
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": (autoscaler, stack) =>
    scaled(autoscaler, autoscaler.at("spec.scaleTargetRef"), stack),
  "kubernetes:keda.sh/v1alpha1:ScaledObject": (object, stack) =>
    scaled(object, object.at("spec.scaleTargetRef"), stack),
  "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler": (autoscaler, stack) =>
    scaled(autoscaler, autoscaler.at("spec.targetRef"), stack),
  "kubernetes:networking.k8s.io/v1:Ingress": ingress,
  "kubernetes:k8s.nginx.org/v1:VirtualServer": virtualServer,
  "kubernetes:k8s.nginx.org/v1:Policy": nginxPolicy,
  "kubernetes:cert-manager.io/v1:Certificate": certificate,
  "kubernetes:external-secrets.io/v1:ExternalSecret": externalSecret,
  "kubernetes:external-secrets.io/v1:ClusterSecretStore": clusterSecretStore,
};

/** The namespace of any object. */
export function* namespaceOfObject(object: PolicyResource): Iterable<Reference> {
  const at = object.type === HELM_RELEASE ? object.at("namespace") : object.at("metadata.namespace");
  yield* clusterWide(object, NAMESPACE, at);
}

function* binding(object: PolicyResource, stack: PolicyContext): References {
  yield* separately([ofRole, ofSubjects], (references) => references(object, stack));
}

function* ofRole(object: PolicyResource, stack: PolicyContext): References {
  const role = object.at("roleRef");
  const place = new Names(object, namespacePart(object, stack));
  if (role.at("kind").is("Role")) {
    yield* place.of(ROLE, role.at("name"));
  } else {
    yield* clusterWide(object, CLUSTER_ROLE, role.at("name"));
  }
}

function* ofSubjects(object: PolicyResource, stack: PolicyContext): References {
  yield* separately(object.at("subjects").items(), function* (subject) {
    if (subject.at("kind").is("ServiceAccount")) {
      const namespace = subject.at("namespace");
      const where = namespace.exists() ? named(object, namespace) : namespacePart(object, stack);
      yield* new Names(object, where).of(SERVICE_ACCOUNT, subject.at("name"));
    }
  });
}

const SCALABLE = ["Deployment", "StatefulSet", "ReplicaSet"];

function* scaled(object: PolicyResource, target: Property, stack: PolicyContext): Iterable<Reference> {
  const kind = target.at("kind").text() ?? "Deployment";
  if (SCALABLE.includes(kind)) {
    yield* new Names(object, namespacePart(object, stack)).ofKind(SCALED, kind, target.at("name"));
  }
}

function* ingress(object: PolicyResource, stack: PolicyContext): References {
  const place = new Names(object, namespacePart(object, stack));
  yield* clusterWide(object, INGRESS_CLASS, object.at("spec.ingressClassName"));
  const tls = separately([object.at("spec.tls")], (list) => list.items());
  yield* separately(tls, (each) => place.of(SECRET, each.at("secretName")));
  yield* separately(backendsOf(object), (backend) => {
    const ports = ["name", "number"].map((key) => backend.at("service.port").at(key));
    return toService(place, backend.at("service.name"), ports);
  });
}

function* backendsOf(object: PolicyResource): Iterable<Property | UnknownValue> {
  yield object.at("spec.defaultBackend");
  yield* separately(object.at("spec.rules").items(), (rule) =>
    rule
      .at("http.paths")
      .items()
      .map((path) => path.at("backend")),
  );
}

function* toService(place: Names, at: Property, ports: readonly Property[]): Iterable<Reference> {
  const given = ports.filter((port) => !port.isReadable() || port.exists());
  for (const reference of place.of(SERVICE, at, given)) {
    yield { ...reference, member: "port" };
  }
}

function* virtualServer(server: PolicyResource, stack: PolicyContext): References {
  const own = namespacePart(server, stack);
  const place = new Names(server, own);
  const spec = server.at("spec");
  yield* clusterWide(server, INGRESS_CLASS, spec.at("ingressClassName"));
  yield* place.of(SECRET, spec.at("tls.secret"));
  const routes = separately([spec.at("routes")], (list) => list.items());
  const policies = separately([spec, ...routes], (part) => part.at("policies").items());
  yield* separately(policies, (policy) => {
    const namespace = policy.at("namespace");
    const where = namespace.exists() ? named(server, namespace) : own;
    return new Names(server, where).of(NGINX_POLICY, policy.at("name"));
  });
  yield* separately(spec.at("upstreams").items(), function* (upstream) {
    const at = upstream.at("service");
    // Services of other namespaces are written with theirs.
    const [namespace, name] = at.isReadable() ? (at.text() ?? "").split("/") : [];
    if (name === undefined) {
      yield* toService(place, at, [upstream.at("port")]);
    } else {
      const key = [fixed(namespace ?? ""), fixed(name)];
      yield { to: SERVICE, key, at, members: [upstream.at("port")], member: "port" };
    }
  });
}

function* nginxPolicy(policy: PolicyResource, stack: PolicyContext): Iterable<Reference> {
  const place = new Names(policy, namespacePart(policy, stack));
  const paths = [
    "ingressMTLS.clientCertSecret",
    "egressMTLS.tlsSecret",
    "egressMTLS.trustedCertSecret",
    "basicAuth.secret",
    "jwt.secret",
  ];
  for (const path of paths) {
    yield* place.of(SECRET, policy.at("spec").at(path));
  }
}

function* certificate(object: PolicyResource, stack: PolicyContext): Iterable<Reference> {
  const issuer = object.at("spec.issuerRef");
  const group = issuer.at("group");
  if (group.exists() && !group.is("cert-manager.io")) {
    return;
  }
  if (issuer.at("kind").is("ClusterIssuer")) {
    yield* clusterWide(object, CLUSTER_ISSUER, issuer.at("name"));
  } else {
    yield* new Names(object, namespacePart(object, stack)).of(ISSUER, issuer.at("name"));
  }
}

function* externalSecret(object: PolicyResource, stack: PolicyContext): Iterable<Reference> {
  const store = object.at("spec.secretStoreRef");
  if (!store.exists()) {
    return;
  }
  if (store.at("kind").is("ClusterSecretStore")) {
    const namespace = object.at("metadata.namespace");
    for (const reference of clusterWide(object, CLUSTER_SECRET_STORE, store.at("name"))) {
      yield { ...reference, members: [namespace], member: "namespace that it serves" };
    }
  } else {
    yield* new Names(object, namespacePart(object, stack)).of(SECRET_STORE, store.at("name"));
  }
}

/** Without a namespace of its own, the account is looked up in each namespace that the store serves. */
function* clusterSecretStore(store: PolicyResource): References {
  const account = store.at("spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef");
  const namespace = account.at("namespace");
  const at = account.at("name");
  if (namespace.exists()) {
    yield* new Names(store, named(store, namespace)).of(SERVICE_ACCOUNT, at);
    return;
  }
  const served = separately(store.at("spec.conditions").items(), (condition) =>
    condition.at("namespaces").items(),
  );
  yield* separately(served, (each) => new Names(store, named(store, each)).of(SERVICE_ACCOUNT, at));
}
