/**
 * Users that each PostgreSQL instance has, or that PostgreSQL reads as keywords: making one again fails, or takes over
 * the administrator's password. Those that begin with cloudsql are Cloud SQL's own. Sources: Cloud SQL for PostgreSQL,
 * users and roles; PostgreSQL, CREATE ROLE.
 */
const USERS = ["postgres", "public", "none"];

/** Databases that each PostgreSQL instance already has. Source: Cloud SQL for PostgreSQL, databases. */
const DATABASES = ["postgres", "template0", "template1", "cloudsqladmin"];

/** Longest and shortest names: secrets' ids are derived from them. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

const NAME_RULE = "lower-case names of up to 40 characters";

/**
 * Shortest name of a user. Instances refuse passwords that contain the user's name: one of 32 characters contains a
 * given letter more often than not, two given letters one time in forty, three one time in a thousand.
 */
const SHORTEST_USER = 3;

/** What is allowed in place of a database user's name; undefined if it is valid. */
export function postgresUser(name: string): string | undefined {
  if (!NAME.test(name)) {
    return NAME_RULE;
  }
  if (USERS.includes(name) || name.startsWith("cloudsql")) {
    return `names other than those of Cloud SQL itself: ${USERS.join(", ")}, cloudsql…`;
  }
  return name.length >= SHORTEST_USER
    ? undefined
    : `names of ${SHORTEST_USER} characters or more (a generated password may contain a shorter one, which the instance refuses)`;
}

/** What is allowed in place of a database's name; undefined if it is valid. */
export function postgresDatabase(name: string): string | undefined {
  if (!NAME.test(name)) {
    return NAME_RULE;
  }
  return DATABASES.includes(name)
    ? `names other than those of databases that every instance has: ${DATABASES.join(", ")}`
    : undefined;
}
