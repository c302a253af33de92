export interface WriteOptions {
  /** Checks and answers, but keeps nothing. Default false. */
  readonly dryRun?: boolean;
  /** Who owns the fields that are written. */
  readonly fieldManager: string;
  /** Takes fields that others own. Default false. */
  readonly force?: boolean;
}

export interface ListOptions {
  /** Default: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export function writeQuery(
  { dryRun = false, fieldManager, force = false }: WriteOptions,
  apply = false,
): string {
  return queryOf(
    {},
    {
      fieldManager,
      fieldValidation: "Strict",
      ...(dryRun ? { dryRun: "All" } : {}),
      ...(apply ? { force: String(force) } : {}),
    },
  );
}

export function queryOf(
  { labelSelector, fieldSelector }: ListOptions,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  });
  return query.size > 0 ? `?${query.toString()}` : "";
}
