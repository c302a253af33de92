/** Types that hold data or identity: deleting one loses something that no later deployment restores. */
export const DATA = [
  "cloudflare:index/r2Bucket:R2Bucket",
  "cloudflare:index/zone:Zone",
  "gcp:artifactregistry/repository:Repository",
  "gcp:container/cluster:Cluster",
  "gcp:kms/cryptoKey:CryptoKey",
  "gcp:secretmanager/secret:Secret",
  "gcp:sql/databaseInstance:DatabaseInstance",
  "gcp:storage/bucket:Bucket",
  "kubernetes:core/v1:PersistentVolumeClaim",
] as const;
