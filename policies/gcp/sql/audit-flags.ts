import { flagsRule, type WantedFlag } from "./flags.ts";

const on = (name: string): WantedFlag => ({ name, is: ["on"] });
const off = (name: string): WantedFlag => ({ name, is: ["off"], mayBeAbsent: true });
/** Levels from which nothing that matters is left out. Source: Checkov CKV_GCP_55, CKV_GCP_109. */
const VERBOSE = ["debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error"];

export const sqlAuditFlags = flagsRule(
  {
    id: "gcp-sql-audit-flags",
    title: "Databases record who connects and what changes",
    severity: "low",
    enforcement: "advisory",
    frameworks: {
      Checkov: [
        "CKV_GCP_51",
        "CKV_GCP_52",
        "CKV_GCP_53",
        "CKV_GCP_54",
        "CKV_GCP_55",
        "CKV_GCP_56",
        "CKV_GCP_109",
        "CKV_GCP_110",
        "CKV_GCP_111",
        "CKV2_GCP_14",
        "CKV2_GCP_15",
        "CKV2_GCP_16",
        "CKV2_GCP_17",
      ],
      Trivy: ["GCP-0014", "GCP-0016", "GCP-0018", "GCP-0020", "GCP-0022", "GCP-0025"],
    },
    fix: "set the flag in settings.databaseFlags; PostgresDatabase sets all of them",
    why: "After an incident nobody can tell which account read or changed what.",
  },
  {
    POSTGRES: [
      on("cloudsql.enable_pgaudit"),
      on("log_checkpoints"),
      on("log_connections"),
      on("log_disconnections"),
      on("log_lock_waits"),
      { name: "log_min_error_statement", is: VERBOSE, mayBeAbsent: true },
      { name: "log_min_messages", is: VERBOSE, mayBeAbsent: true },
      { name: "log_statement", is: ["ddl", "mod", "all"] },
      { name: "log_temp_files", is: ["0"] },
      off("log_executor_stats"),
      off("log_parser_stats"),
      off("log_planner_stats"),
      off("log_statement_stats"),
    ],
  },
);
