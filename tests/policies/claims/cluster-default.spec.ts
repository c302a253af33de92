import { type Node, UNKNOWN, type Value } from "#graph/model";
import { clusterDefault } from "#policies/claims/cluster-default";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";

const priority = (name: string, globalDefault: Value) =>
  resource("kubernetes:scheduling.k8s.io/v1:PriorityClass", { metadata: { name }, globalDefault }, { name });

function classOf(kind: string, name: string, isDefault: Value): Node {
  const annotations = { [`${kind.toLowerCase()}.kubernetes.io/is-default-class`]: isDefault };
  const group = kind === "IngressClass" ? "networking" : "storage";
  return resource(`kubernetes:${group}.k8s.io/v1:${kind}`, { metadata: { name, annotations } }, { name });
}

describeRule(clusterDefault, {
  passes: {
    "one default of each kind": [
      priority("a", true),
      priority("b", false),
      classOf("IngressClass", "c", "true"),
      classOf("StorageClass", "d", "true"),
    ],
    "a default in each of two clusters": [
      ...["a", "b"].flatMap((name) => {
        const provider = kubernetesProvider(name, { clusterIdentifier: name });
        return [provider, through(provider, priority(name, true))];
      }),
    ],
  },
  fails: {
    "two default priority classes": {
      stack: [priority("a", true), priority("b", true)],
      findings: ["the default priority class is claimed by a already [globalDefault]"],
    },
    "two default ingress classes, and two storage classes": {
      stack: ["IngressClass", "StorageClass"].flatMap((kind) => [
        classOf(kind, `${kind}-a`, "true"),
        classOf(kind, `${kind}-b`, "true"),
      ]),
      findings: [
        'the default ingress class is claimed by IngressClass-a already [metadata.annotations["ingressclass.kubernetes.io/is-default-class"]]',
        'the default storage class is claimed by StorageClass-a already [metadata.annotations["storageclass.kubernetes.io/is-default-class"]]',
      ],
    },
  },
  unknown: {
    "whether one is the default": {
      stack: [priority("a", true), priority("b", UNKNOWN)],
      at: ["globalDefault"],
    },
  },
});
