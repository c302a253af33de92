import type { Wire, WireRecord } from "../../provider/wire.ts";
import type { Context, Wish } from "../kind.ts";
import type { ResourceShape } from "../sdk/shapes.ts";

/**
 * Ids that the documentation's import formats do not give, by type token without `gcp:`. `{cluster}` and the
 * like are inputs; where an input may be a bare name or a whole path, a path is taken as it is.
 * Source: the ids that @pulumi/gcp 9.37 keeps in a state.
 */
const TEMPLATES: Readonly<Record<string, string>> = {
  "compute/firewallPolicyRule:FirewallPolicyRule":
    "locations/global/firewallPolicies/{firewallPolicy}/rules/{priority}",
  "container/cluster:Cluster": "projects/{project}/locations/{location}/clusters/{name}",
  "container/nodePool:NodePool":
    "projects/{project}/locations/{location}/clusters/{cluster}/nodePools/{name}",
  "kms/cryptoKey:CryptoKey": "{keyRing}/cryptoKeys/{name}",
  "monitoring/alertPolicy:AlertPolicy": "projects/{project}/alertPolicies/{#}",
  "monitoring/notificationChannel:NotificationChannel": "projects/{project}/notificationChannels/{#}",
  "monitoring/uptimeCheckConfig:UptimeCheckConfig": "projects/{project}/uptimeCheckConfigs/{#}",
  "projects/service:Service": "{project}/{service}",
  "projects/serviceIdentity:ServiceIdentity": "projects/{project}/services/{service}",
  "secretmanager/secretVersion:SecretVersion": "{secret}/versions/{#}",
  "serviceaccount/account:Account":
    "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
  "servicenetworking/connection:Connection": "{network}:{service}",
  "sql/user:User": "{name}/{host}/{instance}",
  "storage/bucket:Bucket": "{name}",
  "storage/bucketObject:BucketObject": "{bucket}-{name}",
};

/** Where an IAM grant hangs, by the type's module and the beginning of its name. */
const POLICY_PARENTS: readonly (readonly [pattern: RegExp, template: string])[] = [
  [/^projects\/iAM/, "{project}"],
  [/^kms\/cryptoKeyIAM/, "{cryptoKeyId}"],
  [/^kms\/keyRingIAM/, "{keyRingId}"],
  [/^storage\/bucketIAM/, "b/{bucket}"],
  [/^serviceaccount\/iAM/, "{serviceAccountId}"],
  [/^secretmanager\/secretIam/, "projects/{project}/secrets/{secretId}"],
  [/^artifactregistry\/repositoryIam/, "projects/{project}/locations/{location}/repositories/{repository}"],
  [/^pubsub\/topicIAM/, "projects/{project}/topics/{topic}"],
  [/^pubsub\/subscriptionIAM/, "projects/{project}/subscriptions/{subscription}"],
];

/** The template of a type's ids. */
export function templateOf(type: string, shape: ResourceShape): string {
  const bare = type.slice("gcp:".length);
  const policy = POLICY_PARENTS.find(([pattern]) => pattern.test(bare))?.[1];
  if (policy && /Member$/i.test(bare)) {
    return `${policy}/{role}/{member}`;
  }
  if (policy) {
    return bare.endsWith("AuditConfig") ? `${policy}/audit_config/{service}` : `${policy}/{role}`;
  }
  const documented = shape.importFormats.find((format) => format.startsWith("projects/"));
  return (
    TEMPLATES[bare] ??
    documented?.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => `{${camelCase(name)}}`) ??
    `projects/{project}/${bare.split(":")[0]}/{name}`
  );
}

/** The id that a resource would get. */
export function idOf(wish: Wish, context: Context): string {
  const template = templateOf(wish.type, context.shape);
  let id = "";
  for (const [at, part] of template.split(/(\{[^}]+\})/).entries()) {
    if (at % 2 === 0) {
      id += part;
      continue;
    }
    const value = part === "{#}" ? String(context.cloud.next(id)) : textOf(part.slice(1, -1), wish, context);
    if (!value.startsWith("projects/")) {
      id += value;
    } else if (/^\{(role|member)\}$/.test(part)) {
      id += value;
    } else {
      // A whole path in a name's place says all that would stand before it.
      id = id === "" || id.startsWith("projects/") ? value : `${id}${value.split("/").at(-1)}`;
    }
  }
  return id;
}

function textOf(name: string, { inputs }: Wish, { config }: Context): string {
  const value = inputs[name] ?? fallback(name, inputs, config);
  return value === undefined || value === null ? "" : relativeName(String(value));
}

/** What stands in a template when the program does not say it. */
function fallback(name: string, inputs: WireRecord, config: WireRecord): Wire | undefined {
  switch (name) {
    case "project":
    case "region":
    case "zone":
      return config[name];
    case "location":
      return inputs["region"] ?? inputs["zone"] ?? config["region"];
    case "host":
      return "";
    default:
      return inputs["name"];
  }
}

/** `https://www.googleapis.com/compute/v1/projects/p/global/networks/n` without what stands before `projects/`. */
export function relativeName(text: string): string {
  return text.replace(
    /^(https:\/\/[\w.-]+\.googleapis\.com\/(?:[\w.-]+\/)*?|\/\/[\w.-]+\.googleapis\.com\/)(?=projects\/)/,
    "",
  );
}

/** `repository_id` is `repositoryId`. */
function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** An expression that the keys of a type's objects match; undefined where it would match too much. */
export function patternOf(type: string, shape: ResourceShape): RegExp | undefined {
  const bare = type.slice("gcp:".length);
  const template = templateOf(type, shape).replace("{keyRing}", "projects/{}/locations/{}/keyRings/{}");
  if (!template.startsWith("projects/") || /Iam|IAM/.test(bare)) {
    return undefined;
  }
  return new RegExp(`^${template.replaceAll(/\{[^}]*\}/g, "[^/]+").replaceAll(".", "\\.")}$`);
}
