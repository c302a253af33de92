import { UNKNOWN } from "#graph/model";
import { autoscaledReplicas } from "#policies/kubernetes/availability/autoscaled-replicas";
import { disruptionBudget } from "#policies/kubernetes/availability/disruption-budget";
import { defaultDeny } from "#policies/kubernetes/network/default-deny";
import { serviceAccountToken } from "#policies/kubernetes/pod/service-account-token";
import { resource } from "../support/nodes.ts";
import { kubernetesProvider, through } from "../support/providers.ts";
import { describeRule } from "../support/rules.ts";
import { deployment, object, pod } from "../support/workloads.ts";

const ONE = kubernetesProvider("one", { clusterIdentifier: "gke:shop/us-central1/shop" });
const SAME = kubernetesProvider("same", { clusterIdentifier: "gke:shop/us-central1/shop", kubeconfig: "{}" });
const OTHER = kubernetesProvider("other", { clusterIdentifier: "gke:shop/europe-west1/shop" });
const UNDECIDED = kubernetesProvider("undecided", { kubeconfig: UNKNOWN });

const DENY = object("networking.k8s.io/v1:NetworkPolicy", {
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
});
const NAMESPACE = resource("kubernetes:core/v1:Namespace", { metadata: { name: "shop" } });
const BUDGET = object("policy/v1:PodDisruptionBudget", {
  spec: { selector: { matchLabels: { app: "api" } } },
});
const AUTOSCALER = object("autoscaling/v2:HorizontalPodAutoscaler", {
  spec: { scaleTargetRef: { kind: "Deployment", name: "api" } },
});
const BINDING = resource("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", {
  subjects: [{ kind: "ServiceAccount", name: "api", namespace: "shop" }],
});
const API = deployment();
const MOUNTING = pod({ automountServiceAccountToken: true });

const open = (path: string) =>
  ["into", "out of"].map(
    (way) => `no policy denies traffic ${way} the pods of namespace "shop" by default [${path}]`,
  );

describe("rules over one cluster", () => {
  describeRule(defaultDeny, {
    passes: {
      "a policy that another provider of the cluster made": [
        ONE,
        SAME,
        through(ONE, API),
        through(SAME, DENY),
      ],
    },
    fails: {
      "a namespace that another provider made, once": {
        stack: [ONE, SAME, through(ONE, API), through(SAME, NAMESPACE)],
        findings: open("metadata.name"),
      },
      "the policy of another cluster": {
        stack: [ONE, OTHER, through(ONE, API), through(OTHER, DENY)],
        findings: open("metadata.namespace"),
      },
    },
    unknown: {
      "a policy in what may turn out to be the cluster": {
        stack: [ONE, UNDECIDED, through(ONE, API), through(UNDECIDED, DENY)],
        at: ["kubeconfig"],
      },
    },
  });

  describeRule(disruptionBudget, {
    passes: {
      "a budget that another provider of the cluster made": [
        ONE,
        SAME,
        through(ONE, API),
        through(SAME, BUDGET),
      ],
    },
    fails: {
      "the budget of another cluster": {
        stack: [ONE, OTHER, through(ONE, API), through(OTHER, BUDGET)],
        findings: ["no disruption budget selects the pods [spec.template.metadata.labels]"],
      },
    },
    unknown: {},
  });

  describeRule(autoscaledReplicas, {
    passes: {
      "the autoscaler of another cluster": [ONE, OTHER, through(ONE, API), through(OTHER, AUTOSCALER)],
    },
    fails: {
      "an autoscaler that another provider of the cluster made": {
        stack: [ONE, SAME, through(ONE, API), through(SAME, AUTOSCALER)],
        findings: ["replicas is 2, but an autoscaler decides the number of pods [spec.replicas]"],
      },
    },
    unknown: {},
  });

  describeRule(serviceAccountToken, {
    passes: {
      "a role that another provider of the cluster bound": [
        ONE,
        SAME,
        through(ONE, MOUNTING),
        through(SAME, BINDING),
      ],
    },
    fails: {
      "a role bound in another cluster": {
        stack: [ONE, OTHER, through(ONE, MOUNTING), through(OTHER, BINDING)],
        findings: [
          'the token of service account "api" is mounted, but no role is bound to it [spec.template.spec.automountServiceAccountToken]',
        ],
      },
    },
    unknown: {},
  });
});
