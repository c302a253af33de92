/**
 * Which tools belong together: `engine` is the Pulumi CLI with its language host, `charts` renders charts, the
 * others make a Kubernetes API with nodes and pods that are played.
 */
export const GROUPS = ["engine", "kubernetes", "etcd", "kwok", "charts"] as const;

export type Group = (typeof GROUPS)[number];

/** An executable that is built from a pinned Go module. */
export interface Tool {
  /** Name of the executable. */
  readonly name: string;
  readonly group: Group;
  /** Folder below `tools/` whose go.mod and go.sum pin it. */
  readonly folder: string;
  /** The main package; one that starts with `./` is the project's own, below the folder. */
  readonly package: string;
  /** Module whose version is the tool's. Default: the one that holds the package. */
  readonly module?: string;
  /** Go variable that the tool prints as its version. Default: it prints none. */
  readonly versionVariable?: string;
}

const KUBERNETES_VERSION = "k8s.io/component-base/version.gitVersion";
const PULUMI_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Every tool. Those of one folder are built by one call of Go: they share a go.mod, so that what several of
 * them need is one version of it, and compiled once.
 */
export const TOOLS: readonly Tool[] = [
  {
    name: "pulumi",
    group: "engine",
    folder: "go",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    versionVariable: PULUMI_VERSION,
  },
  {
    // The last release of the language host that lies in a served Go module; it runs programs on newer SDKs.
    // Its module is the SDK that the CLI needs newer, hence a folder of its own.
    name: "pulumi-language-nodejs",
    group: "engine",
    folder: "pulumi-language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    versionVariable: PULUMI_VERSION,
  },
  {
    name: "kube-apiserver",
    group: "kubernetes",
    folder: "go",
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    name: "kube-controller-manager",
    group: "kubernetes",
    folder: "go",
    package: "k8s.io/kubernetes/cmd/kube-controller-manager",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    name: "kube-scheduler",
    group: "kubernetes",
    folder: "go",
    package: "k8s.io/kubernetes/cmd/kube-scheduler",
    versionVariable: KUBERNETES_VERSION,
  },
  {
    // A go.mod of its own keeps that of the servers as it is. Its release comes from a replacement there and here, so it
    // prints none.
    name: "kubectl",
    group: "kubernetes",
    folder: "kubectl",
    package: "./kubectl",
    module: "k8s.io/kubectl",
  },
  {
    // Its sources state its version themselves.
    name: "etcd",
    group: "etcd",
    folder: "go",
    package: "go.etcd.io/etcd/server/v3",
  },
  {
    name: "kwok",
    group: "kwok",
    folder: "go",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    versionVariable: "sigs.k8s.io/kwok/pkg/consts.Version",
  },
  {
    name: "render-chart",
    group: "charts",
    folder: "go",
    package: "./render-chart",
    module: "helm.sh/helm/v4",
  },
];

export function isGroup(name: string): name is Group {
  return GROUPS.some((group) => group === name);
}
