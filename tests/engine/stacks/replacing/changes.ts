import type { Inputs } from "@pulumi/pulumi";

/** What a change gives a resource in place of its inputs. */
export type Change = (props: Inputs, name: string) => Inputs;

const renamed: Change = ({ name }) => ({ name: `${name}-other` });
const described: Change = () => ({ description: "other" });
const otherRole: Change = () => ({ role: "roles/viewer" });

/**
 * A replacing property of each type in a stack, and another value for it: preferably one under which the resource keeps
 * its name. Types that replace everything when they are replaced are not among them: project, network, subnetwork,
 * cluster and zone.
 */
export const CHANGES: Readonly<Record<string, Change>> = {
  "cloudflare:index/dnsRecord:DnsRecord": ({ type }) =>
    type === "A" ? { type: "CNAME", content: "other.example.net" } : { type: "A", content: "192.0.2.7" },
  "cloudflare:index/ruleset:Ruleset": renamed,
  "gcp:artifactregistry/repository:Repository": () => ({ mode: "VIRTUAL_REPOSITORY" }),
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": otherRole,
  "gcp:certificatemanager/certificate:Certificate": () => ({ scope: "ALL_REGIONS" }),
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": (_props, name) => ({
    hostname: `${name}.example.org`,
  }),
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": (_props, name) => ({
    domain: `${name}.example.org`,
  }),
  "gcp:compute/firewall:Firewall": renamed,
  "gcp:compute/router:Router": () => ({ encryptedInterconnectRouter: true }),
  "gcp:compute/routerNat:RouterNat": () => ({ endpointTypes: ["ENDPOINT_TYPE_VM"] }),
  "gcp:compute/sSLPolicy:SSLPolicy": described,
  "gcp:compute/targetHttpProxy:TargetHttpProxy": described,
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy": described,
  "gcp:compute/globalAddress:GlobalAddress": ({ purpose }) =>
    purpose === "VPC_PEERING" ? {} : { description: "other" },
  "gcp:container/nodePool:NodePool": () => ({ maxPodsPerNode: 64 }),
  "gcp:projects/iAMMember:IAMMember": otherRole,
  "gcp:pubsub/topic:Topic": () => ({ tags: { "other/tag": "value" } }),
  "gcp:pubsub/topicIAMMember:TopicIAMMember": otherRole,
  "gcp:redis/instance:Instance": () => ({ transitEncryptionMode: "DISABLED" }),
  "gcp:secretmanager/secret:Secret": () => ({ tags: { "other/tag": "value" } }),
  "gcp:secretmanager/secretIamMember:SecretIamMember": otherRole,
  "gcp:serviceaccount/account:Account": ({ accountId }) => ({ accountId: `${accountId}-2` }),
  "gcp:sql/database:Database": renamed,
  "gcp:sql/user:User": renamed,
  "gcp:storage/bucket:Bucket": () => ({ location: "EU" }),
  "gcp:storage/bucketIAMMember:BucketIAMMember": () => ({ role: "roles/storage.objectViewer" }),
  "kubernetes:apps/v1:Deployment": ({ spec }) => ({
    spec: {
      ...spec,
      selector: { matchLabels: { ...spec.selector.matchLabels, other: "true" } },
      template: {
        ...spec.template,
        metadata: {
          ...spec.template.metadata,
          labels: { ...spec.template.metadata.labels, other: "true" },
        },
      },
    },
  }),
  "kubernetes:core/v1:Secret": ({ type }) => (type === undefined ? { type: "strata/other" } : {}),
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": ({ value }) => ({ value: Number(value) + 1 }),
  "random:index/randomPassword:RandomPassword": () => ({ keepers: { other: "true" } }),
};
