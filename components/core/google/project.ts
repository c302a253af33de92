import type { Input } from "@pulumi/pulumi";

/**
 * A Google Cloud project, by both of its names: ids stand in addresses, numbers in service agents and principals.
 *
 * @public
 */
export interface ProjectIdentity {
  /** Id, such as `howlerops-prod`; 6 to 30 characters. */
  readonly id: string;
  /** Number, such as `123456789012`; it may come from a project that is being created. */
  readonly number: Input<string>;
}

export const PROJECT_ID = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
export const PROJECT_ID_RULE =
  "project ids: 6 to 30 lower-case letters, digits and hyphens, from a letter on, no hyphen at the end";

/** A region, such as `us-central1`. */
export const REGION = /^[a-z]+-[a-z]+[0-9]+$/;
export const REGION_RULE = "regions, such as us-central1";

/** What names of resources in Compute Engine look like (RFC 1035); their length is checked where they are put together. */
export const RESOURCE_NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
export const RESOURCE_NAME_RULE =
  "lower-case letters, digits and hyphens, from a letter on, no hyphen at the end";
