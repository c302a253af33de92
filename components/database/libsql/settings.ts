import { argumentsOf } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import { ROTATION_DAYS } from "../../secrets/rotation/rotation.ts";
import { HOWLEROPS_POOL } from "../pool.ts";
import { checkSqld } from "../sqld/driver.ts";
import { checkTurso } from "../turso/driver.ts";
import type { LibsqlDatabaseArgs, LibsqlSettings } from "./args.ts";

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function libsqlWithDefaults(name: string, args: LibsqlDatabaseArgs): LibsqlSettings {
  const checks = argumentsOf("LibsqlDatabase", name, args);
  const { prefix, namespaces, primary, replicas = {}, syncIntervalSeconds = 5, driver } = args;
  const { intervalHours = 1, retentionDays = 7, pointInTimeRecoveryDays = 7 } = args.backup ?? {};
  const { pool = HOWLEROPS_POOL, rotation, protect = true } = args;
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(
    !Object.hasOwn(replicas, primary),
    "replicas key",
    primary,
    "locations other than the primary's, where the data is already",
  );
  checks.whole("syncIntervalSeconds", syncIntervalSeconds, 1, 3600);
  checks.whole("pool.maxOpen", pool.maxOpen, 1, 1000, "connections per pod");
  checks.whole("pool.maxIdle", pool.maxIdle, 0, pool.maxOpen, "no more than pool.maxOpen");
  checks.whole("backup.intervalHours", intervalHours, 1, 24);
  checks.whole("backup.retentionDays", retentionDays, 1, 365);
  checks.whole(
    "backup.pointInTimeRecoveryDays",
    pointInTimeRecoveryDays,
    0,
    retentionDays,
    "no longer than backups are kept",
  );
  const settings = {
    prefix,
    namespaces,
    primary,
    replicas: Object.keys(replicas),
    syncIntervalSeconds,
    backup: { intervalHours, retentionDays, pointInTimeRecoveryDays },
    pool,
    tokenDays: rotation?.periodDays ?? ROTATION_DAYS,
    protect,
  };
  if (driver.kind === "turso") {
    checkTurso(checks, driver, settings);
  } else {
    checkSqld(checks, driver, settings);
  }
  return settings;
}
