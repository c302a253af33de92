/** Label with a workload's name; Services, policies and budgets select pods by it alone. */
export const NAME_LABEL = "app.kubernetes.io/name";

/** Label with which Kubernetes marks every namespace with its name; policies select namespaces by it. */
export const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** Inputs of the labels of a Kubernetes object. */
export interface Labelled {
  /** Name of the workload or other owner of the object. */
  readonly name: string;
  /** Name of the system that it belongs to. */
  readonly partOf: string;
}

/** The labels of every Kubernetes object. Source: Kubernetes documentation, recommended labels. */
export function labelsOf({ name, partOf }: Labelled): Record<string, string> {
  return {
    [NAME_LABEL]: name,
    "app.kubernetes.io/part-of": partOf,
    "app.kubernetes.io/managed-by": "strata",
  };
}

/** The labels that select the pods of a workload. A Deployment's selector is immutable: it has no others. */
export function selectorOf(name: string): Record<string, string> {
  return { [NAME_LABEL]: name };
}
