import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { Topic } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";

/** Permissions of Secret Manager itself for a vault. */
export interface ServiceAgentArgs {
  readonly project: string;
  /** Topic for rotation notifications; undefined if nothing rotates. */
  readonly topicName: string | undefined;
  /** Cloud KMS key for encryption; undefined for Google-managed keys. */
  readonly kmsKeyName: Input<string> | undefined;
}

/** The identity of Secret Manager in a project, with its grants. */
export interface ServiceAgent {
  readonly identity: ServiceIdentity;
  /** Topic of its rotation notifications. */
  readonly topic: Topic | undefined;
  /** Its grants. A secret with the topic or the key is refused before they exist. */
  readonly grants: readonly Resource[];
}

/**
 * Allows Secret Manager to use a vault's key and publish notifications. It does not change values itself: on the due
 * date it publishes a message, for which a rotating secret must have a topic. Subscribe paging or automation to it.
 */
export function createServiceAgent(
  parent: ComponentResource,
  name: string,
  { project, topicName, kmsKeyName }: ServiceAgentArgs,
): ServiceAgent | undefined {
  if (topicName === undefined && kmsKeyName === undefined) {
    return undefined;
  }
  const own = { parent };
  const identity = new ServiceIdentity(
    `${name}-agent`,
    { project, service: "secretmanager.googleapis.com" },
    own,
  );
  const grants: Resource[] = [];
  let topic: Topic | undefined;
  if (topicName !== undefined) {
    // A week, so that a message from Friday is still available on Monday.
    topic = new Topic(
      `${name}-rotation`,
      { name: topicName, project, messageRetentionDuration: "604800s" },
      own,
    );
    const publisher = { topic: topic.id, project, role: "roles/pubsub.publisher", member: identity.member };
    grants.push(new TopicIAMMember(`${name}-rotation-publisher`, publisher, own));
  }
  if (kmsKeyName !== undefined) {
    const role = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
    const user = { cryptoKeyId: kmsKeyName, role, member: identity.member };
    grants.push(new CryptoKeyIAMMember(`${name}-key-user`, user, own));
  }
  return { identity, topic, grants };
}
