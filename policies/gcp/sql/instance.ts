import type { PolicyResource } from "../../context.ts";

export const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";

/** A replica of another instance, which is backed up there. */
export function isReplica(instance: PolicyResource): boolean {
  return instance.at("masterInstanceName").exists();
}
