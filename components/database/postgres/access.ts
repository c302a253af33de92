import { Database } from "@pulumi/gcp/sql/database.js";
import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import { User } from "@pulumi/gcp/sql/user.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { RandomPassword } from "@pulumi/random/randomPassword.js";
import { createPassword } from "./password.ts";

/** A user of a database. Its name and password are kept in Secret Manager under these keys. */
export interface UserResources {
  readonly user: User;
  readonly password: RandomPassword;
}

/** Inputs of databases and users. */
export interface AccessContext {
  readonly primary: DatabaseInstance;
  /** Changes with the rotation of passwords. */
  readonly epoch: string | undefined;
  readonly protect: boolean;
}

export function createDatabase(
  owner: string,
  key: string,
  { primary, protect }: AccessContext,
  opts: CustomResourceOptions,
): Database {
  return new Database(
    `${owner}-${key}`,
    {
      name: key,
      instance: primary.name,
      charset: "UTF8",
      collation: "en_US.UTF8",
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect, deletedWith: primary },
  );
}

/**
 * Creates a user with a random password, which pods mount as a file. Cloud SQL makes such a user a member of
 * `cloudsqlsuperuser`; narrower rights are granted in SQL.
 */
export function createUser(
  owner: string,
  key: string,
  { primary, epoch, protect }: AccessContext,
  opts: CustomResourceOptions,
): UserResources {
  const logicalName = `${owner}-${key}`;
  const password = createPassword(logicalName, epoch, opts);
  const user = new User(
    logicalName,
    {
      name: key,
      instance: primary.name,
      password: password.result,
      // PostgreSQL refuses to drop a role that owns objects; it is deleted with the instance.
      deletionPolicy: protect ? "PREVENT" : "ABANDON",
    },
    { ...opts, protect, deletedWith: primary },
  );
  return { user, password };
}
