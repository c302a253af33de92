/**
 * Key of the annotation of a pod that states why one of its variables is read from a Secret, such as
 * `secret-environment.strata/DATABASE_URL`: workloads write it, and the rule about such variables accepts it.
 */
export function secretReasonKey(variable: string): string {
  return `secret-environment.strata/${variable}`;
}
