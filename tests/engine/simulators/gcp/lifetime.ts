import type { Cloud, CloudObject } from "../cloud/cloud.ts";

/**
 * Key rings and keys are kept for good, so that their names are burned; Google's service accounts stay with their
 * project. Source: Google Cloud, KMS resource lifetime; @pulumi/gcp, ServiceIdentity.
 */
const KEPT: ReadonlySet<string> = new Set([
  "gcp:kms/cryptoKey:CryptoKey",
  "gcp:kms/keyRing:KeyRing",
  "gcp:projects/serviceIdentity:ServiceIdentity",
]);

/** Whether deleting an object leaves it where it is. */
export function isKept({ type, inputs }: CloudObject): boolean {
  const staysEnabled = type === "gcp:projects/service:Service" && inputs["disableOnDestroy"] !== true;
  return KEPT.has(type) || staysEnabled || inputs["deletionPolicy"] === "ABANDON";
}

/** What goes with an object: what lies below it, and what its owner has abandoned to it. */
export function belongings(object: CloudObject, cloud: Cloud): CloudObject[] {
  const name = object.key.split("/").at(-1);
  const own = cloud.holdersOf(object.key).filter(({ type, inputs }) => {
    switch (object.type) {
      case "gcp:sql/databaseInstance:DatabaseInstance":
        return type.startsWith("gcp:sql/") && inputs["instance"] === name;
      default:
        return false;
    }
  });
  // A policy of a project has the project's own path, and owns nothing of what is in it.
  const isProjectWide = /^projects\/[^/]+$/.test(object.key);
  return [...own, ...(isProjectWide ? [] : cloud.below(object.key)), ...cloud.below(`b/${object.key}`)];
}
