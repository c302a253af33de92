/** A property that the cloud changes by itself, so that an update leaves it as it is. */
export interface IgnoredChange {
  /** Path of the input, such as `settings.diskSize`. */
  readonly path: string;
  /** What changes it, and what an update would break. */
  readonly because: string;
}

/**
 * The resource option by which updates leave properties alone. Each has a reason, and a row in
 * `docs/ignored-changes.md`.
 */
export function ignoring(...changes: readonly IgnoredChange[]): { ignoreChanges: string[] } {
  return { ignoreChanges: changes.map(({ path }) => path) };
}
