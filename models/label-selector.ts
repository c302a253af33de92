/**
 * Whether a label meets a requirement of a Kubernetes label selector (`matchExpressions`).
 *
 * @param operator such as `NotIn`
 * @param values of the requirement
 * @param value of the label; undefined if the object does not have it
 * @returns undefined for an operator that Kubernetes does not define
 */
export function meetsRequirement(
  operator: unknown,
  values: readonly unknown[],
  value: unknown,
): boolean | undefined {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return undefined;
  }
}
