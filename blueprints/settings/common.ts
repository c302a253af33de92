import { z } from "zod";
import { existing } from "./existing.ts";
import { type SecretSetting, secret } from "./secret.ts";

/*
 * Settings shared by several systems. Editors show the descriptions, as do errors, in parentheses after the allowed
 * values.
 */

/** Cloudflare account and plan of the stack's zone. */
const cloudflare = z.strictObject({
  accountId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe("32 hexadecimal digits, from the account's overview page"),
  plan: z
    .enum(["free", "pro", "business", "enterprise"])
    .describe("decides which rules the zone may hold; a feature it lacks is an error"),
  zoneId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .exactOptional()
    .describe("32 hexadecimal digits: an existing zone, read-only; default: a zone is created"),
});

const accountNumber = z.string().regex(/^[0-9]{1,20}$/);

/** The GitHub repository whose workflows may access the project, without a key. */
const github = z
  .strictObject({
    ownerId: accountNumber.describe("digits, in quotes; gh api users/<owner> --jq .id prints them"),
    repositoryId: accountNumber.describe(
      "digits, in quotes; gh api repos/<owner>/<repository> --jq .id prints them",
    ),
    environments: z
      .record(
        z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
        z.strictObject({ roles: z.array(z.string()).describe("roles in the project, such as roles/viewer") }),
      )
      .describe("what a workflow may do, by the GitHub environment that its job runs in"),
  })
  .describe("default: no deployments from GitHub");

/** Google Cloud project of the stack. */
const google = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/)
    .describe("project id: 6 to 30 lower-case letters, digits and hyphens"),
  projectNumber: z
    .string()
    .regex(/^[0-9]{6,}$/)
    .describe("digits, in quotes; gcloud projects describe prints them"),
  github: github.exactOptional(),
  securityGroup: z
    .string()
    .regex(/^gke-security-groups@[a-z0-9.-]+\.[a-z]+$/)
    .exactOptional()
    .describe("gke-security-groups@<domain>: its groups may be named in the cluster's roles; default: none"),
  imageSources: z
    .array(z.string())
    .exactOptional()
    .describe(
      "further sources of images, such as ghcr.io/shop/**; default: the project's and the charts' own",
    ),
  existing: existing.exactOptional(),
});

/** Pods of a service that scales with load. */
export const scaling = z
  .strictObject({
    minReplicas: z.int().min(1).max(1000).describe("pods at least"),
    maxReplicas: z.int().min(1).max(1000).describe("pods at most"),
  })
  .refine(({ minReplicas, maxReplicas }) => minReplicas <= maxReplicas, {
    error: "minReplicas is above maxReplicas",
    path: ["minReplicas"],
  });

/** A container image by digest. */
export const image = z
  .string()
  .regex(/^[^\s@]+@sha256:[0-9a-f]{64}$/)
  .describe("repository@sha256:<64 hexadecimal digits>; a tag may change under you");

const domain = z
  .string()
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)
  .describe("registrable domain of the stack's Cloudflare zone, such as example.com");

const email = z.email().describe("address that certificate authorities write to");

/** Start of secret rotation periods. A scheduled commit advances it, so that a plan never reads the clock. */
const rotationEpoch = z.iso.date().describe("day that rotation periods count from, such as 2026-11-01");

/** Requests that one address may send to a part of the site; beyond that the response is 429. */
const edgeLimit = z.strictObject({
  requests: z.int().min(1).max(1_000_000).describe("requests in a period"),
  periodSeconds: z.int().min(10).max(65_535).describe("seconds; the zone's plan says how long it may be"),
});

/** Values that the stack file may contain, encrypted; missing ones are added manually in Secret Manager. */
const secrets = z
  .strictObject({
    cloudflareDnsToken: secret("API token with Zone:DNS:Edit and Zone:Zone:Read on the zone").optional(),
    pagerDutyKey: secret("routing key of a PagerDuty service").optional(),
  })
  .default({});

export type SecretSettingLike = Pick<SecretSetting, "output">;

/** Settings of every system, besides its name and its environment. @public */
export const common = {
  domain,
  cloudflare,
  google,
  contact: email,
  rotationEpoch,
  limits: z.strictObject({
    api: edgeLimit,
    login: edgeLimit.optional().describe("needs a plan with two rate limits: pro"),
  }),
  secrets,
} as const;

interface RegionalSettings {
  readonly google: { readonly existing?: { readonly network?: unknown } };
  readonly regions: Readonly<Record<string, { readonly existing?: { readonly subnetwork?: unknown } }>>;
}

/** An existing subnet requires an existing network. */
export function subnetworksHaveNetwork({ google, regions }: RegionalSettings): boolean {
  return (
    google.existing?.network !== undefined ||
    Object.values(regions).every(({ existing: own }) => own?.subnetwork === undefined)
  );
}

export const NETWORK_MISSING = {
  error: "an existing subnet lies in an existing network: add google.existing.network",
  path: ["regions"],
};
