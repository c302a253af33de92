import { GRANT_TYPES } from "#models/access/google-grants";
import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { memberGrants, roleLabel } from "./grants.ts";

/** Everyone on the internet, and everyone with a Google account. Source: Google Cloud docs, IAM principals. */
const EVERYONE: Readonly<Record<string, string>> = {
  allUsers: "everyone on the internet",
  allAuthenticatedUsers: "everyone with a Google account",
};

/** Every identity of a pool, instead of one, a group or those with an attribute. Source: Google Cloud docs, IAM principals. */
const WHOLE_POOL =
  /^principalSet:\/\/iam\.googleapis\.com\/.*\/(workloadIdentityPools|workforcePools)\/[^/]+\/\*$/;

/** Predefined ACLs that contain one of them. Source: Cloud Storage docs, predefined ACLs. */
const PREDEFINED: Readonly<Record<string, keyof typeof EVERYONE>> = {
  authenticatedRead: "allAuthenticatedUsers",
  "authenticated-read": "allAuthenticatedUsers",
  publicRead: "allUsers",
  "public-read": "allUsers",
  publicReadWrite: "allUsers",
  "public-read-write": "allUsers",
};

/** A property that may name everyone. */
interface Audience {
  readonly at: Property;
  /** What they get, in messages. */
  readonly what: string;
  /** The audience named by the property's value; undefined for one that is not public. */
  readonly named: (value: string) => string | undefined;
}

const BUCKET_ACL = "gcp:storage/bucketACL:BucketACL";
const OBJECT_ACLS = ["gcp:storage/objectACL:ObjectACL", "gcp:storage/defaultObjectACL:DefaultObjectACL"];
const ACCESS_CONTROLS = [
  "gcp:storage/bucketAccessControl:BucketAccessControl",
  "gcp:storage/defaultObjectAccessControl:DefaultObjectAccessControl",
  "gcp:storage/objectAccessControl:ObjectAccessControl",
];
const DATASET = "gcp:bigquery/dataset:Dataset";
const DATASET_ACCESS = "gcp:bigquery/datasetAccess:DatasetAccess";
const RUN_SERVICES = ["gcp:cloudrun/service:Service", "gcp:cloudrunv2/service:Service"];
const INVOKER_CHECK = "run.googleapis.com/invoker-iam-disabled";

export const publicAccess = stackRule({
  id: "gcp-public-access",
  title: "Nothing is granted to everyone",
  severity: "high",
  frameworks: {
    Checkov: [
      "CKV_GCP_15",
      "CKV_GCP_28",
      "CKV_GCP_98",
      "CKV_GCP_99",
      "CKV_GCP_100",
      "CKV_GCP_101",
      "CKV_GCP_102",
      "CKV_GCP_107",
      "CKV_GCP_112",
      "CKV2_GCP_6",
      "CKV2_GCP_8",
      "CKV2_GCP_9",
    ],
    Trivy: ["GCP-0001", "GCP-0046"],
  },
  appliesTo: [
    ...GRANT_TYPES,
    BUCKET_ACL,
    ...OBJECT_ACLS,
    ...ACCESS_CONTROLS,
    DATASET,
    DATASET_ACCESS,
    ...RUN_SERVICES,
  ],
  fix: "grant to named users, groups or service accounts; publish files and services through the load balancer or CDN",
  why: "What is public is found by scanners within hours, and no firewall, WAF or audit of members stands before it.",
  each: audiences,
  *check({ at, what, named }) {
    const value = at.scalar();
    const audience = value === undefined ? undefined : named(String(value));
    if (audience !== undefined) {
      yield at.violation(`${audience} gets ${what} (${value})`);
    }
  },
});

function* audiences(resource: PolicyResource): Iterable<Audience> {
  const { type } = resource;
  if (RUN_SERVICES.includes(type)) {
    yield* invokers(resource);
  } else if (type === DATASET) {
    for (const access of resource.at("accesses").items()) {
      yield* ofDataset(access);
    }
  } else if (type === DATASET_ACCESS) {
    yield* ofDataset(resource.inputs());
  } else if (ACCESS_CONTROLS.includes(type)) {
    yield { at: resource.at("entity"), what: roleLabel(resource.at("role")), named: everyone };
  } else if (type === BUCKET_ACL || OBJECT_ACLS.includes(type)) {
    yield* ofAccessList(resource);
  } else {
    for (const { role, member, account } of memberGrants(resource)) {
      if (account === undefined) {
        yield { at: member, what: roleLabel(role), named: everyone };
      }
    }
  }
}

function everyone(member: string): string | undefined {
  if (WHOLE_POOL.test(member)) {
    return "every identity of the pool";
  }
  return Object.hasOwn(EVERYONE, member) ? EVERYONE[member] : undefined;
}

/** Lists of `ROLE:entity`, and names of predefined lists. */
function* ofAccessList(resource: PolicyResource): Iterable<Audience> {
  for (const setting of ["predefinedAcl", "defaultAcl"]) {
    yield {
      at: resource.at(setting),
      what: "access by a predefined list",
      named: (list) => everyone(PREDEFINED[list] ?? ""),
    };
  }
  for (const at of resource.at("roleEntities").items()) {
    yield { at, what: "access", named: (entry) => everyone(entry.slice(entry.indexOf(":") + 1)) };
  }
}

function* ofDataset(access: Property): Iterable<Audience> {
  const what = roleLabel(access.at("role"));
  for (const member of ["specialGroup", "iamMember"]) {
    yield { at: access.at(member), what, named: everyone };
  }
}

/** Cloud Run without its check of callers. */
function* invokers(service: PolicyResource): Iterable<Audience> {
  const places =
    service.type === RUN_SERVICES[0]
      ? [service.at("metadata.annotations").key(INVOKER_CHECK)]
      : [service.at("invokerIamDisabled"), service.at("annotations").key(INVOKER_CHECK)];
  for (const at of places) {
    yield {
      at,
      what: "the service, whose check of callers is off",
      named: (value) => (value === "true" ? EVERYONE["allUsers"] : undefined),
    };
  }
}
