/**
 * Which tools belong together: `engine` is the Pulumi CLI with its language host, `helm` renders
 * charts, the others make a Kubernetes API with nodes and pods that are played.
 */
export const GROUPS = ["engine", "kubernetes", "etcd", "kwok", "helm"] as const;

export type Group = (typeof GROUPS)[number];

/** An executable that is built from a pinned Go module. */
export interface Tool {
  /** Name of the executable. */
  readonly name: string;
  readonly group: Group;
  /** Folder below `tools/` whose go.mod and go.sum pin it. */
  readonly folder: string;
  /** The main package; its module's version in go.mod is the tool's version. */
  readonly package: string;
  /** Build tags. Default none. */
  readonly tags?: readonly string[];
  /** Go variable that the tool prints as its version. Default: it prints none. */
  readonly versionVariable?: string;
}

const KUBERNETES_VERSION = "k8s.io/component-base/version.gitVersion";

/** Every tool, slowest first, so that the long builds start at once. */
export const TOOLS: readonly Tool[] = [
  {
    name: "pulumi",
    group: "engine",
    folder: "pulumi-cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    tags: ["osusergo", "grpcnotrace"],
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  },
  {
    name: "kube-apiserver",
    group: "kubernetes",
    folder: "kubernetes",
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    name: "helm",
    group: "helm",
    folder: "helm",
    package: "helm.sh/helm/v4/cmd/helm",
    versionVariable: "helm.sh/helm/v4/internal/version.version",
  },
  {
    name: "kwok",
    group: "kwok",
    folder: "kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    versionVariable: "sigs.k8s.io/kwok/pkg/consts.Version",
  },
  {
    name: "kube-controller-manager",
    group: "kubernetes",
    folder: "kubernetes",
    package: "k8s.io/kubernetes/cmd/kube-controller-manager",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    name: "kube-scheduler",
    group: "kubernetes",
    folder: "kubernetes",
    package: "k8s.io/kubernetes/cmd/kube-scheduler",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    // Its sources state its version themselves.
    name: "etcd",
    group: "etcd",
    folder: "etcd",
    package: "go.etcd.io/etcd/server/v3",
  },
  {
    // The last release of the language host that lies in a served Go module; it runs programs on newer SDKs.
    name: "pulumi-language-nodejs",
    group: "engine",
    folder: "pulumi-language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  },
];

export function isGroup(name: string): name is Group {
  return GROUPS.some((group) => group === name);
}
