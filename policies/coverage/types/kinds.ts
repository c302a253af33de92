/**
 * Types by why they are not judged. A type is written as its token without the class, with `*` for any characters:
 * `gcp:compute/network`, `gcp:monitoring/*`; of Kubernetes with the class, in any version: `kubernetes:core:Event`.
 */
export interface TypeKinds {
  /** Types that hold nothing that a rule judges elsewhere, by why. */
  readonly harmless: Readonly<Record<string, readonly string[]>>;
  /** Types that may, and that no rule reads, by what they hold. */
  readonly notLookedInto: Readonly<Record<string, readonly string[]>>;
}
