import { recordedChart } from "../charts/charts.ts";

/** What is done to the objects of a kind, in the words of Kubernetes' role-based access control. */
export interface KubernetesRule {
  /** "" for the core group. */
  readonly apiGroup: string;
  /** Plural, such as `networkpolicies`. */
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** An API group and kind. */
export interface GroupKind {
  readonly apiGroup: string;
  readonly kind: string;
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "patch", "update", "delete"];

const RBAC = "rbac.authorization.k8s.io";

/**
 * Rights on objects of a kind that a program creates. Roles need two more: the API server refuses to grant what the
 * caller does not hold itself. Source: Kubernetes docs, RBAC, privilege escalation prevention.
 */
export function rightsOn({ apiGroup, kind }: GroupKind): KubernetesRule {
  const grants = apiGroup === RBAC && ["ClusterRole", "Role"].includes(kind) ? ["bind", "escalate"] : [];
  return { apiGroup, resource: plural(kind), verbs: [...READ, ...WRITE, ...grants] };
}

/** Rights to find and read objects of a kind. */
export function readingOf({ apiGroup, kind }: GroupKind): KubernetesRule {
  return { apiGroup, resource: plural(kind), verbs: ["get", "list"] };
}

/** The plural by which RBAC calls a kind. Source: Kubernetes API conventions. */
function plural(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower === "endpoints") {
    return lower;
  }
  if (lower.endsWith("y") && !/[aeiou]y$/.test(lower)) {
    return `${lower.slice(0, -1)}ies`;
  }
  return /(s|x|ch)$/.test(lower) ? `${lower}es` : `${lower}s`;
}

/** Kinds that a chart creates, by the last part of its address; undefined for an unknown chart. */
export function kindsOfChart(chart: string): GroupKind[] | undefined {
  const record = recordedChart(chart);
  return (
    record &&
    Object.entries(record.creates).flatMap(([apiGroup, names]) => names.map((kind) => ({ apiGroup, kind })))
  );
}

/** The group and kind of a type such as `kubernetes:apps/v1:Deployment`; undefined for what is no object. */
export function groupKindOf(type: string): GroupKind | undefined {
  const [provider, version = "", kind = ""] = type.split(":");
  if (provider !== "kubernetes" || version.startsWith("helm.sh/") || !version) {
    return undefined;
  }
  const [group = ""] = version.split("/");
  return { apiGroup: group === "core" ? "" : group, kind: kind.replace(/Patch$/, "") };
}
