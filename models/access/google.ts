/** Permissions in a project that a type's resources need. */
export interface GooglePermissions {
  /** To preview and refresh. */
  readonly read: readonly string[];
  /** To create, change and delete, besides {@link read}. */
  readonly write: readonly string[];
  /** True if its resources are part of a project's foundation: created in the first run, afterwards only read. */
  readonly foundation?: true;
}

/** Day of the tables: permissions from the methods of Google's APIs, as the community's IAM dataset maps them. */
export const GOOGLE_PERMISSIONS_DATE = "2026-08-22";

/** Permissions to get, create, update and delete what a service calls `resource`, and further ones to write it. */
function objects(resource: string, ...more: readonly string[]): GooglePermissions {
  const write = ["create", "update", "delete"].map((verb) => `${resource}.${verb}`);
  return { read: [`${resource}.get`], write: [...write, ...more] };
}

const OPERATIONS = ["compute.globalOperations.get", "compute.regionOperations.get"];

/** As {@link objects} of Compute Engine, whose changes are operations to wait for. */
function compute(resource: string, ...more: readonly string[]): GooglePermissions {
  return objects(`compute.${resource}`, ...OPERATIONS, ...more);
}

/** An address cannot be updated, only labeled; one inside a network has verbs of its own. */
function addresses(resource: string): GooglePermissions {
  const verbs = ["create", "delete", "createInternal", "deleteInternal", "setLabels"];
  return {
    read: [`compute.${resource}.get`],
    write: [...verbs.map((verb) => `compute.${resource}.${verb}`), ...OPERATIONS],
  };
}

/** Permissions to grant roles on a resource. */
function grants(resource: string): GooglePermissions {
  return { read: [`${resource}.getIamPolicy`], write: [`${resource}.setIamPolicy`] };
}

function foundation({ read, write }: GooglePermissions): GooglePermissions {
  return { read, write, foundation: true };
}

/** Needed by every program: the provider's project, and the quota that its calls count against. */
export const ANY_GOOGLE: GooglePermissions = {
  read: ["resourcemanager.projects.get", "serviceusage.services.use"],
  write: [],
};

/** A state in a bucket. */
export const STATE_ACCESS: GooglePermissions = {
  read: ["storage.objects.get", "storage.objects.list"],
  write: ["storage.objects.create", "storage.objects.delete"],
};

/** Secrets of a state that a key of the project encrypts. */
export const STATE_SECRETS: GooglePermissions = {
  read: ["cloudkms.cryptoKeyVersions.useToDecrypt"],
  write: ["cloudkms.cryptoKeyVersions.useToEncrypt"],
};

/** What the Kubernetes provider needs to reach a cluster of GKE by its DNS endpoint. */
export const CLUSTER_CONNECTION: GooglePermissions = { read: ["container.clusters.connect"], write: [] };

const FEDERATION = "iam.googleapis.com/workloadIdentityPool";
const NETWORK = "compute.networks.updatePolicy";

/** Permissions by type. */
export const GOOGLE_TYPES: Readonly<Record<string, GooglePermissions>> = {
  "gcp:artifactregistry/repository:Repository": objects("artifactregistry.repositories"),
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": grants("artifactregistry.repositories"),
  // A project has exactly one policy, which is never deleted.
  "gcp:binaryauthorization/policy:Policy": {
    read: ["binaryauthorization.policy.get"],
    write: ["binaryauthorization.policy.update"],
  },
  "gcp:certificatemanager/certificate:Certificate": objects(
    "certificatemanager.certs",
    "certificatemanager.dnsauthorizations.use",
  ),
  "gcp:certificatemanager/certificateMap:CertificateMap": objects("certificatemanager.certmaps"),
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": objects(
    "certificatemanager.certmapentries",
    "certificatemanager.certs.use",
  ),
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": objects("certificatemanager.dnsauthorizations"),
  "gcp:certificatemanager/trustConfig:TrustConfig": objects("certificatemanager.trustconfigs"),
  "gcp:compute/address:Address": addresses("addresses"),
  "gcp:compute/backendBucket:BackendBucket": compute(
    "backendBuckets",
    "compute.backendBuckets.setSecurityPolicy",
    "compute.securityPolicies.use",
  ),
  "gcp:compute/backendService:BackendService": compute(
    "backendServices",
    "compute.backendServices.setSecurityPolicy",
    "compute.healthChecks.useReadOnly",
    "compute.securityPolicies.use",
  ),
  "gcp:compute/firewall:Firewall": compute("firewalls", NETWORK),
  "gcp:compute/globalAddress:GlobalAddress": addresses("globalAddresses"),
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": compute(
    "globalForwardingRules",
    "compute.globalForwardingRules.setLabels",
    "compute.globalForwardingRules.setTarget",
    "compute.globalAddresses.use",
    "compute.targetHttpProxies.use",
    "compute.targetHttpsProxies.use",
  ),
  "gcp:compute/healthCheck:HealthCheck": compute("healthChecks"),
  "gcp:compute/network:Network": compute("networks"),
  // Never changed, only replaced.
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup": {
    read: ["compute.regionNetworkEndpointGroups.get"],
    write: [
      "compute.regionNetworkEndpointGroups.create",
      "compute.regionNetworkEndpointGroups.delete",
      ...OPERATIONS,
    ],
  },
  "gcp:compute/router:Router": compute("routers", NETWORK),
  "gcp:compute/routerNat:RouterNat": compute("routers", NETWORK),
  "gcp:compute/sSLPolicy:SSLPolicy": compute("sslPolicies"),
  "gcp:compute/securityPolicy:SecurityPolicy": compute("securityPolicies"),
  "gcp:compute/subnetwork:Subnetwork": compute("subnetworks", NETWORK),
  "gcp:compute/targetHttpProxy:TargetHttpProxy": compute(
    "targetHttpProxies",
    "compute.targetHttpProxies.setUrlMap",
    "compute.urlMaps.use",
  ),
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy": compute(
    "targetHttpsProxies",
    "compute.targetHttpsProxies.setCertificateMap",
    "compute.targetHttpsProxies.setSslPolicy",
    "compute.targetHttpsProxies.setUrlMap",
    "compute.sslPolicies.use",
    "compute.urlMaps.use",
    "certificatemanager.certmaps.use",
  ),
  "gcp:compute/uRLMap:URLMap": compute(
    "urlMaps",
    "compute.backendBuckets.use",
    "compute.backendServices.use",
  ),
  "gcp:container/cluster:Cluster": objects(
    "container.clusters",
    "container.operations.get",
    "iam.serviceAccounts.actAs",
  ),
  "gcp:container/nodePool:NodePool": {
    read: ["container.clusters.get", "compute.instanceGroupManagers.get"],
    write: ["container.clusters.update", "container.operations.get", "iam.serviceAccounts.actAs"],
  },
  "gcp:gkebackup/backupPlan:BackupPlan": objects("gkebackup.backupPlans", "gkebackup.operations.get"),
  "gcp:gkebackup/restorePlan:RestorePlan": objects("gkebackup.restorePlans", "gkebackup.operations.get"),
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": foundation(objects(`${FEDERATION}s`)),
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": foundation(
    objects(`${FEDERATION}Providers`),
  ),
  "gcp:kms/cryptoKey:CryptoKey": foundation({
    read: ["cloudkms.cryptoKeys.get"],
    write: ["cloudkms.cryptoKeys.create", "cloudkms.cryptoKeys.update"],
  }),
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": foundation(grants("cloudkms.cryptoKeys")),
  "gcp:kms/keyRing:KeyRing": foundation({
    read: ["cloudkms.keyRings.get"],
    write: ["cloudkms.keyRings.create"],
  }),
  "gcp:monitoring/alertPolicy:AlertPolicy": objects("monitoring.alertPolicies"),
  "gcp:monitoring/notificationChannel:NotificationChannel": objects("monitoring.notificationChannels"),
  "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig": objects("monitoring.uptimeCheckConfigs"),
  "gcp:networkconnectivity/serviceConnectionPolicy:ServiceConnectionPolicy": objects(
    "networkconnectivity.serviceConnectionPolicies",
    "networkconnectivity.operations.get",
  ),
  "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy": objects(
    "networksecurity.serverTlsPolicies",
    "networksecurity.operations.get",
    "certificatemanager.trustconfigs.use",
  ),
  "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies": objects(
    "networkservices.serviceLbPolicies",
    "networkservices.operations.get",
  ),
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": foundation(grants("resourcemanager.projects")),
  "gcp:projects/iAMMember:IAMMember": foundation(grants("resourcemanager.projects")),
  "gcp:projects/service:Service": foundation({
    read: ["serviceusage.services.get", "serviceusage.services.list"],
    write: ["serviceusage.services.enable", "serviceusage.operations.get"],
  }),
  // Requests an agent; reading it afterwards asks nothing of the cloud.
  "gcp:projects/serviceIdentity:ServiceIdentity": foundation({
    read: [],
    write: ["serviceusage.services.enable"],
  }),
  "gcp:pubsub/topic:Topic": objects("pubsub.topics"),
  "gcp:pubsub/topicIAMMember:TopicIAMMember": grants("pubsub.topics"),
  "gcp:redis/instance:Instance": objects(
    "redis.instances",
    "redis.instances.getAuthString",
    "redis.operations.get",
  ),
  "gcp:secretmanager/secret:Secret": objects("secretmanager.secrets"),
  "gcp:secretmanager/secretIamMember:SecretIamMember": grants("secretmanager.secrets"),
  // The provider reads the payload to compare it.
  "gcp:secretmanager/secretVersion:SecretVersion": {
    read: ["secretmanager.versions.get", "secretmanager.versions.access"],
    write: ["add", "enable", "disable", "destroy"].map((verb) => `secretmanager.versions.${verb}`),
  },
  "gcp:serviceaccount/account:Account": objects("iam.serviceAccounts"),
  "gcp:servicenetworking/connection:Connection": foundation({
    read: ["servicenetworking.services.get"],
    write: [
      "servicenetworking.services.addPeering",
      "servicenetworking.services.deleteConnection",
      "servicenetworking.operations.get",
    ],
  }),
  "gcp:sql/database:Database": objects("cloudsql.databases"),
  "gcp:sql/databaseInstance:DatabaseInstance": objects("cloudsql.instances"),
  "gcp:sql/user:User": {
    read: ["cloudsql.users.list"],
    write: ["create", "update", "delete"].map((verb) => `cloudsql.users.${verb}`),
  },
  "gcp:storage/bucket:Bucket": objects("storage.buckets"),
  "gcp:storage/bucketIAMMember:BucketIAMMember": grants("storage.buckets"),
};

/** Types whose permissions are granted above the project, and where. */
export const ABOVE_PROJECT: Readonly<Record<string, string>> = {
  "gcp:organizations/project:Project":
    "roles/resourcemanager.projectCreator on the folder or organization, roles/billing.user on the billing account",
};
