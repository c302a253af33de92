import { type Node, UNKNOWN, type Value } from "#graph/model";
import { kubernetesObject } from "#policies/claims/kubernetes-object";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";

function object(type: string, logical: string, name: Value | undefined, namespace?: Value): Node {
  const metadata = {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return resource(`kubernetes:${type}`, { metadata }, { name: logical });
}

const CONFIG = "core/v1:ConfigMap";
const inShop = kubernetesProvider("shop", { namespace: "shop" });

describeRule(kubernetesObject, {
  passes: {
    "equal names of two kinds, namespaces and groups": [
      object(CONFIG, "a", "api", "shop"),
      object(CONFIG, "b", "api", "blog"),
      object("core/v1:Service", "c", "api", "shop"),
      object("serving.knative.dev/v1:Service", "d", "api", "shop"),
    ],
    "generated names": [object(CONFIG, "a", undefined, "shop"), object(CONFIG, "b", undefined, "shop")],
    "a patch of an object": [
      object(CONFIG, "a", "api", "shop"),
      object("core/v1:ConfigMapPatch", "b", "api", "shop"),
    ],
    "an object that is only read": [
      object(CONFIG, "a", "api", "shop"),
      { ...object(CONFIG, "b", "api", "shop"), read: { id: "shop/api" } },
    ],
    "objects in namespaces with names of the cloud's": ["a", "b"].map((name) => ({
      ...object(CONFIG, name, "api", UNKNOWN),
      propertyDependencies: { metadata: [`urn:pulumi:test::strata::kubernetes:core/v1:Namespace::${name}`] },
    })),
  },
  fails: {
    "an object of two components": {
      stack: [object(CONFIG, "one", "api", "shop"), object(CONFIG, "two", "api", "shop")],
      findings: ['the ConfigMap "api" of namespace "shop" is claimed by one already [metadata.name]'],
    },
    "an object under two versions of its API": {
      stack: [
        object("autoscaling/v1:HorizontalPodAutoscaler", "one", "api", "shop"),
        object("autoscaling/v2:HorizontalPodAutoscaler", "two", "api", "shop"),
      ],
      findings: [
        'the HorizontalPodAutoscaler "api" of namespace "shop" is claimed by one already [metadata.name]',
      ],
    },
    "the default namespace, written and left out": {
      stack: [
        inShop,
        through(inShop, object(CONFIG, "one", "api")),
        through(inShop, object(CONFIG, "two", "api", "shop")),
      ],
      findings: ['the ConfigMap "api" of namespace "shop" is claimed by one already [metadata.name]'],
    },
    "a release of Helm": {
      stack: ["one", "two"].map((name) =>
        resource("kubernetes:helm.sh/v3:Release", { name: "redis", namespace: "shop" }, { name }),
      ),
      findings: ['the Release "redis" of namespace "shop" is claimed by one already [name]'],
    },
  },
  unknown: {
    "a name that is not known": {
      stack: [object(CONFIG, "one", "api", "shop"), object(CONFIG, "two", UNKNOWN, "shop")],
      at: ["metadata.name"],
    },
  },
});
