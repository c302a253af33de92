import type { ImportFormat } from "./format.ts";

/** Grants are additive: repeating a grant changes nothing, so most need no import. */
const GRANT = "it needs no import, as `up` grants again what is granted";
const MEMBER = " roles/";

function named(documented: string, id: string, list: string): ImportFormat {
  return { documented, id, read: `${list} lists the names` };
}

function grant(documented: string, id: string, source?: string): ImportFormat {
  return { documented, id, read: GRANT, repeatable: true, ...(source ? { source } : {}) };
}

/** Import formats of Google Cloud's types. Source: @pulumi/gcp, the "Import" part of each type. */
export const GOOGLE_FORMATS: Readonly<Record<string, ImportFormat>> = {
  "gcp:artifactregistry/repository:Repository": named(
    "projects/{{project}}/locations/{{location}}/repositories/{{repository_id}}",
    "projects/{project}/locations/{location}/repositories/{repositoryId}",
    "gcloud artifacts repositories list",
  ),
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": grant(
    `"projects/{{project}}/locations/{{location}}/repositories/{{repository}}${MEMBER}artifactregistry.reader user:jane@example.com"`,
    "projects/{project}/locations/{location}/repositories/{repository} {role} {member}",
  ),
  "gcp:binaryauthorization/policy:Policy": {
    documented: "projects/{{project}}",
    id: "projects/{project}",
    read: "a project has one policy; gcloud container binauthz policy export prints it",
    repeatable: true,
  },
  "gcp:compute/address:Address": named(
    "projects/{{project}}/regions/{{region}}/addresses/{{name}}",
    "projects/{project}/regions/{region}/addresses/{name}",
    "gcloud compute addresses list",
  ),
  "gcp:compute/firewall:Firewall": named(
    "projects/{{project}}/global/firewalls/{{name}}",
    "projects/{project}/global/firewalls/{name}",
    "gcloud compute firewall-rules list",
  ),
  "gcp:compute/globalAddress:GlobalAddress": named(
    "projects/{{project}}/global/addresses/{{name}}",
    "projects/{project}/global/addresses/{name}",
    "gcloud compute addresses list --global",
  ),
  "gcp:compute/network:Network": named(
    "projects/{{project}}/global/networks/{{name}}",
    "projects/{project}/global/networks/{name}",
    "gcloud compute networks list",
  ),
  "gcp:compute/router:Router": named(
    "projects/{{project}}/regions/{{region}}/routers/{{name}}",
    "projects/{project}/regions/{region}/routers/{name}",
    "gcloud compute routers list",
  ),
  "gcp:compute/routerNat:RouterNat": named(
    "projects/{{project}}/regions/{{region}}/routers/{{router}}/{{name}}",
    "projects/{project}/regions/{region}/routers/{router}/{name}",
    "gcloud compute routers nats list --router <router>",
  ),
  "gcp:compute/subnetwork:Subnetwork": named(
    "projects/{{project}}/regions/{{region}}/subnetworks/{{name}}",
    "projects/{project}/regions/{region}/subnetworks/{name}",
    "gcloud compute networks subnets list",
  ),
  "gcp:container/cluster:Cluster": named(
    "projects/{{project_id}}/locations/{{location}}/clusters/{{cluster_id}}",
    "projects/{project}/locations/{location}/clusters/{name}",
    "gcloud container clusters list",
  ),
  "gcp:container/nodePool:NodePool": named(
    "{{project_id}}/{{location}}/{{cluster_id}}/{{pool_id}}",
    "{project}/{location}/{cluster}/{name}",
    "gcloud container node-pools list --cluster <cluster>",
  ),
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": named(
    "projects/{{project}}/locations/global/workloadIdentityPools/{{workload_identity_pool_id}}",
    "projects/{project}/locations/global/workloadIdentityPools/{workloadIdentityPoolId}",
    "gcloud iam workload-identity-pools list --location=global",
  ),
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": named(
    "projects/{{project}}/locations/global/workloadIdentityPools/{{workload_identity_pool_id}}/providers/{{workload_identity_pool_provider_id}}",
    "projects/{project}/locations/global/workloadIdentityPools/{workloadIdentityPoolId}/providers/{workloadIdentityPoolProviderId}",
    "gcloud iam workload-identity-pools providers list --location=global --workload-identity-pool=<pool>",
  ),
  "gcp:kms/cryptoKey:CryptoKey": named(
    "{{key_ring}}/cryptoKeys/{{name}}",
    "{#keyRing}/cryptoKeys/{name}",
    "gcloud kms keys list --keyring=<ring> --location=<region>",
  ),
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": grant(
    `"your-project-id/location-name/key-ring-name/key-name${MEMBER}viewer user:foo@example.com"`,
    "{#cryptoKeyId|short} {role} {member}",
    "terraform-provider-google, google_kms_crypto_key_iam",
  ),
  "gcp:kms/keyRing:KeyRing": named(
    "projects/{{project}}/locations/{{location}}/keyRings/{{name}}",
    "projects/{project}/locations/{location}/keyRings/{name}",
    "gcloud kms keyrings list --location=<region>",
  ),
  // The cloud gives the last part of these names.
  "gcp:monitoring/alertPolicy:AlertPolicy": named(
    "projects/{{project}}/alertPolicies/{{name}}",
    "projects/{project}/alertPolicies/{name}",
    "gcloud monitoring policies list",
  ),
  "gcp:monitoring/notificationChannel:NotificationChannel": named(
    "NotificationChannel default {{name}}",
    "projects/{project}/notificationChannels/{name}",
    "gcloud beta monitoring channels list",
  ),
  "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig": named(
    "UptimeCheckConfig default {{name}}",
    "projects/{project}/uptimeCheckConfigs/{name}",
    "gcloud monitoring uptime list-configs",
  ),
  "gcp:projects/iAMAuditConfig:IAMAuditConfig": {
    documented: '"your-project-id foo.googleapis.com"',
    source: "terraform-provider-google, google_project_iam",
    id: "{project} {service}",
    read: GRANT,
    repeatable: true,
  },
  "gcp:projects/iAMMember:IAMMember": grant(
    `"your-project-id${MEMBER}viewer user:foo@example.com"`,
    "{project} {role} {member}",
    "terraform-provider-google, google_project_iam",
  ),
  "gcp:projects/service:Service": named(
    "{{project_id}}/{{service}}",
    "{project}/{service}",
    "gcloud services list --enabled",
  ),
  "gcp:projects/serviceIdentity:ServiceIdentity": {
    documented: "This resource does not support import.",
    id: undefined,
    read: "needs no import: requesting an existing service agent returns it",
  },
  "gcp:pubsub/topic:Topic": named(
    "projects/{{project}}/topics/{{name}}",
    "projects/{project}/topics/{name}",
    "gcloud pubsub topics list",
  ),
  "gcp:pubsub/topicIAMMember:TopicIAMMember": grant(
    `"projects/{{project}}/topics/{{topic}}${MEMBER}viewer user:jane@example.com"`,
    "{#topic} {role} {member}",
  ),
  "gcp:redis/instance:Instance": named(
    "projects/{{project}}/locations/{{region}}/instances/{{name}}",
    "projects/{project}/locations/{region}/instances/{name}",
    "gcloud redis instances list --region=<region>",
  ),
  "gcp:secretmanager/secret:Secret": named(
    "projects/{{project}}/secrets/{{secret_id}}",
    "projects/{project}/secrets/{secretId}",
    "gcloud secrets list",
  ),
  "gcp:secretmanager/secretIamMember:SecretIamMember": grant(
    `"projects/{{project}}/secrets/{{secret_id}}${MEMBER}secretmanager.secretAccessor user:jane@example.com"`,
    "projects/{project}/secrets/{secretId} {role} {member}",
  ),
  "gcp:secretmanager/secretVersion:SecretVersion": {
    documented: "projects/{{project}}/secrets/{{secret_id}}/versions/{{version}}",
    id: undefined,
    read: "the number of a version is the cloud's: gcloud secrets versions list <secret>; left alone, `up` adds a version",
  },
  "gcp:serviceaccount/account:Account": {
    documented: "projects/my-project/serviceAccounts/my-sa@my-project.iam.gserviceaccount.com",
    source: "terraform-provider-google, google_service_account",
    id: "projects/{project}/serviceAccounts/{accountId}@{project}.iam.gserviceaccount.com",
    read: "gcloud iam service-accounts list lists the names",
  },
  "gcp:servicenetworking/connection:Connection": named(
    "projects/{{project}}/global/networks/{{peering-network}}:{{service}}",
    "{#network}:{service}",
    "gcloud services vpc-peerings list --network=<network>",
  ),
  "gcp:sql/database:Database": named(
    "projects/{{project}}/instances/{{instance}}/databases/{{name}}",
    "projects/{project}/instances/{instance}/databases/{name}",
    "gcloud sql databases list --instance=<instance>",
  ),
  "gcp:sql/databaseInstance:DatabaseInstance": named(
    "projects/{{project}}/instances/{{name}}",
    "projects/{project}/instances/{name}",
    "gcloud sql instances list",
  ),
  "gcp:sql/user:User": named(
    "{{project_id}}/{{instance}}/{{name}}",
    "{project}/{instance}/{name}",
    "gcloud sql users list --instance=<instance>",
  ),
  "gcp:storage/bucket:Bucket": {
    documented: "{{project_id}}/{{bucket}}",
    source: "terraform-provider-google, google_storage_bucket",
    id: "{project}/{name}",
    read: "gcloud storage buckets list lists the names",
  },
  "gcp:storage/bucketIAMMember:BucketIAMMember": grant(
    `"b/{{bucket}}${MEMBER}storage.objectViewer user:jane@example.com"`,
    "b/{bucket} {role} {member}",
  ),
};
