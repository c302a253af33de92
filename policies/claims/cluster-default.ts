import type { PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed } from "./parts.ts";

export const clusterDefault = claimRule({
  id: "claims-cluster-default",
  title: "A cluster has one default class of each kind",
  fix: "leave the mark of a default to one of them",
  why: "The API refuses a second default priority class, and with two default ingress or storage classes an object without a class gets none, or the newer one.",
  claims: {
    "kubernetes:scheduling.k8s.io/v1:PriorityClass": (object) =>
      ifDefault(object.at("globalDefault"), "priority class"),
    "kubernetes:networking.k8s.io/v1:IngressClass": (object) =>
      ifDefault(annotation(object, "ingressclass.kubernetes.io/is-default-class"), "ingress class"),
    "kubernetes:storage.k8s.io/v1:StorageClass": (object) =>
      ifDefault(annotation(object, "storageclass.kubernetes.io/is-default-class"), "storage class"),
  },
  inCluster: true,
});

function annotation(object: PolicyResource, name: string): Property {
  return object.at("metadata.annotations").key(name);
}

function* ifDefault(at: Property, kind: string): Iterable<ResourceClaim> {
  if (at.is(true) || at.is("true")) {
    yield claimOf([fixed(kind)], { at, thing: `the default ${kind}` });
  }
}
