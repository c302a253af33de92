import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { Topic } from "@pulumi/gcp/pubsub/topic.js";
import { TopicIAMMember } from "@pulumi/gcp/pubsub/topicIAMMember.js";
import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";

/** What Secret Manager itself has to be allowed for a vault. */
export interface ServiceAgentArgs {
  readonly project: string;
  /** Topic for notices of rotations; undefined when nothing rotates. */
  readonly topicName: string | undefined;
  /** Key of Cloud KMS that it encrypts with; undefined for Google's own. */
  readonly kmsKeyName: Input<string> | undefined;
}

/** The identity of Secret Manager in a project, and what it may do. */
export interface ServiceAgent {
  readonly identity: ServiceIdentity;
  /** Where it says that a rotation is due. */
  readonly topic: Topic | undefined;
  /** Its grants. A secret that names the topic or the key is refused before they are there. */
  readonly grants: readonly Resource[];
}

/**
 * Lets Secret Manager use a vault's key and publish notices. It does not change a value by itself: on the day it
 * is due it sends a message, for which a secret that rotates has to name a topic. Whoever is paged or opens the
 * change subscribes to it.
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
    // A week, so that a notice of a Friday is still there on Monday.
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
