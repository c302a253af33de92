import { HELM_RELEASE } from "#graph/kubernetes-types";
/**
 * What comes first when a resource has to be replaced.
 *
 * - `create-first`: the old one is deleted after the new one is in place. Nothing is missing in between, but both exist
 *   for a while, so nothing that has to be unique may stay the same.
 * - `delete-first`: the new one cannot exist beside the old one.
 * - `provider`: the provider decides for each change. It deletes first where the program chose the name, and creates
 *   first where Pulumi generated it.
 */
export type ReplacementOrder = "create-first" | "delete-first" | "provider";

/** How a type is replaced, and why. */
export interface Replacement {
  readonly order: ReplacementOrder;
  readonly because: string;
}

interface Group extends Replacement {
  readonly types: readonly string[];
}

const NAMED_BY_PROVIDER =
  "its name is unique; the provider knows whether the program or Pulumi chose it (source: pulumi-terraform-bridge, nameRequiresDeleteBeforeReplace)";

const GROUPS: readonly Group[] = [
  {
    order: "delete-first",
    because:
      "a zone takes no A, AAAA and CNAME of one name at a time: API errors 81053 and 81054 (source: pulumi-cloudflare #687)",
    types: ["cloudflare:index/dnsRecord:DnsRecord"],
  },
  {
    order: "delete-first",
    because: "a phase takes one ruleset: API error 20217 (source: terraform-provider-cloudflare #3444)",
    types: ["cloudflare:index/ruleset:Ruleset"],
  },
  {
    order: "delete-first",
    because: "its id is the program's, while format, mode and key also replace it",
    types: ["gcp:artifactregistry/repository:Repository"],
  },
  {
    order: "delete-first",
    because: "its name is the program's, and the API refuses changes that the provider takes for updates",
    types: ["kubernetes:scheduling.k8s.io/v1:PriorityClass"],
  },
  {
    order: "delete-first",
    because: "cluster-wide objects of the chart belong to one release (source: Helm, ownership annotations)",
    types: [HELM_RELEASE],
  },
  {
    order: "create-first",
    because: "whatever replaces it also makes it another object: zone, setting, member, role or id",
    types: [
      "cloudflare:index/argoTieredCaching:ArgoTieredCaching",
      "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
      "cloudflare:index/botManagement:BotManagement",
      "cloudflare:index/cloudConnectorRules:CloudConnectorRules",
      "cloudflare:index/customPages:CustomPages",
      "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck",
      "cloudflare:index/list:List",
      "cloudflare:index/loadBalancer:LoadBalancer",
      "cloudflare:index/originCloudRegion:OriginCloudRegion",
      "cloudflare:index/tieredCache:TieredCache",
      "cloudflare:index/universalSslSetting:UniversalSslSetting",
      "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings",
      "cloudflare:index/workersRoute:WorkersRoute",
      "cloudflare:index/workersScript:WorkersScript",
      "cloudflare:index/zone:Zone",
      "cloudflare:index/zoneDnssec:ZoneDnssec",
      "cloudflare:index/zoneSetting:ZoneSetting",
      "cloudflare:index/zoneSubscription:ZoneSubscription",
      "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
      "gcp:iam/workloadIdentityPool:WorkloadIdentityPool",
      "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
      "gcp:binaryauthorization/policy:Policy",
      "gcp:projects/iAMAuditConfig:IAMAuditConfig",
      "gcp:projects/service:Service",
      "gcp:projects/serviceIdentity:ServiceIdentity",
      "gcp:pubsub/topicIAMMember:TopicIAMMember",
      "gcp:secretmanager/secretIamMember:SecretIamMember",
      "gcp:servicenetworking/connection:Connection",
      "gcp:storage/bucketIAMMember:BucketIAMMember",
    ],
  },
  {
    order: "create-first",
    because: "the cloud gives the id, and nothing else of it is unique",
    types: [
      "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
      "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
      "cloudflare:index/loadBalancerPool:LoadBalancerPool",
      "cloudflare:index/originCaCertificate:OriginCaCertificate",
      "gcp:monitoring/alertPolicy:AlertPolicy",
      "gcp:monitoring/notificationChannel:NotificationChannel",
      "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
      "gcp:secretmanager/secretVersion:SecretVersion",
    ],
  },
  {
    order: "create-first",
    because: "it exists only in the state",
    types: ["random:index/randomPassword:RandomPassword"],
  },
  {
    order: "provider",
    because: "the provider deletes it first itself (source: @pulumi/gcp, DeleteBeforeReplace)",
    types: ["gcp:projects/iAMMember:IAMMember"],
  },
  {
    order: "provider",
    because: NAMED_BY_PROVIDER,
    types: [
      "gcp:certificatemanager/certificate:Certificate",
      "gcp:certificatemanager/certificateMap:CertificateMap",
      "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
      "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
      "gcp:certificatemanager/trustConfig:TrustConfig",
      "gcp:compute/address:Address",
      "gcp:compute/backendService:BackendService",
      "gcp:compute/firewall:Firewall",
      "gcp:compute/globalAddress:GlobalAddress",
      "gcp:compute/globalForwardingRule:GlobalForwardingRule",
      "gcp:compute/healthCheck:HealthCheck",
      "gcp:compute/network:Network",
      "gcp:compute/router:Router",
      "gcp:compute/routerNat:RouterNat",
      "gcp:compute/sSLPolicy:SSLPolicy",
      "gcp:compute/securityPolicy:SecurityPolicy",
      "gcp:compute/subnetwork:Subnetwork",
      "gcp:compute/targetHttpProxy:TargetHttpProxy",
      "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
      "gcp:compute/uRLMap:URLMap",
      "gcp:container/cluster:Cluster",
      "gcp:container/nodePool:NodePool",
      "gcp:gkebackup/backupPlan:BackupPlan",
      "gcp:gkebackup/restorePlan:RestorePlan",
      "gcp:kms/cryptoKey:CryptoKey",
      "gcp:kms/keyRing:KeyRing",
      "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy",
      "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy",
      "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies",
      "gcp:organizations/project:Project",
      "gcp:pubsub/topic:Topic",
      "gcp:redis/instance:Instance",
      "gcp:secretmanager/secret:Secret",
      "gcp:serviceaccount/account:Account",
      "gcp:sql/database:Database",
      "gcp:sql/databaseInstance:DatabaseInstance",
      "gcp:sql/user:User",
      "gcp:storage/bucket:Bucket",
    ],
  },
];

/** Objects of a cluster, custom resources included. */
const KUBERNETES: Replacement = {
  order: "provider",
  because:
    "kind, namespace and name are unique; the provider deletes first where none of them changes and the program chose the name (source: pulumi-kubernetes, Diff)",
};

const TABLE: ReadonlyMap<string, Replacement> = new Map(
  GROUPS.flatMap(({ types, ...replacement }) => types.map((type) => [type, replacement] as const)),
);

/** How a type is replaced, by its token; undefined for types that no component creates. */
export function replacementOf(type: string): Replacement | undefined {
  return TABLE.get(type) ?? (type.startsWith("kubernetes:") ? KUBERNETES : undefined);
}

/** The types with an entry, sorted, without the objects of a cluster that share one. */
export function typesWithReplacement(): string[] {
  return [...TABLE.keys()].sort();
}
