import type { Input } from "@pulumi/pulumi";

/**
 * A Google Cloud project, by both of its identifiers: addresses contain the id, service agents and principals the
 * number.
 *
 * @public
 */
export interface ProjectIdentity {
  /** Id, such as `howlerops-prod`; 6 to 30 characters. */
  readonly id: string;
  /** Number, such as `123456789012`; it may be an output of a project that is being created. */
  readonly number: Input<string>;
}

export const PROJECT_ID = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
export const PROJECT_ID_RULE =
  "project ids: 6 to 30 lower-case letters, digits and hyphens, from a letter on, no hyphen at the end";

/** A region, such as `us-central1`. */
export const REGION = /^[a-z]+-[a-z]+[0-9]+$/;
export const REGION_RULE = "regions, such as us-central1";

/** The format of resource names in Compute Engine (RFC 1035); their length is checked where they are composed. */
export const RESOURCE_NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
export const RESOURCE_NAME_RULE =
  "lower-case letters, digits and hyphens, from a letter on, no hyphen at the end";
