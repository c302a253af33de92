import type { TursoTopology } from "#components/database/turso/topology";

/** The database of howlerops at Turso, as the component publishes it and the command takes it. */
export const TOPOLOGY: TursoTopology = {
  driver: "turso",
  organization: "acme",
  group: "howlerops-prod",
  database: "howlerops-prod",
  host: "howlerops-prod-acme.turso.io",
  primary: "ord",
  replicas: ["iad", "sjc", "fra", "syd"],
  syncIntervalSeconds: 5,
  backup: { intervalHours: 1, retentionDays: 7, pointInTimeRecoveryDays: 7 },
  deleteProtection: true,
  token: { secret: "howlerops-prod-database-token", lifetimeDays: 120 },
};
