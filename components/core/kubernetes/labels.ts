/** Label that carries a workload's name; Services, policies and budgets select pods by it alone. */
export const NAME_LABEL = "app.kubernetes.io/name";

/** Label by which Kubernetes itself marks every namespace with its name; policies select namespaces by it. */
export const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** What the labels of a Kubernetes object follow from. */
export interface Labelled {
  /** Name of the workload or other thing that the object belongs to. */
  readonly name: string;
  /** Name of the system that it is part of. */
  readonly partOf: string;
}

/**
 * The labels that every Kubernetes object carries.
 * Source: Kubernetes documentation, recommended labels.
 */
export function labelsOf({ name, partOf }: Labelled): Record<string, string> {
  return {
    [NAME_LABEL]: name,
    "app.kubernetes.io/part-of": partOf,
    "app.kubernetes.io/managed-by": "strata",
  };
}

/** The labels that select the pods of a workload. A Deployment's selector is fixed for life: it has no others. */
export function selectorOf(name: string): Record<string, string> {
  return { [NAME_LABEL]: name };
}
