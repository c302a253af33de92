import { flagsRule } from "./flags.ts";

export const sqlAccessFlags = flagsRule(
  {
    id: "gcp-sql-access-flags",
    title: "Databases have no way around their accounts",
    frameworks: {
      Checkov: ["CKV_GCP_50", "CKV_GCP_58", "CKV_GCP_59"],
      Trivy: ["GCP-0019", "GCP-0023", "GCP-0026"],
    },
    fix: "set the flag to off in settings.databaseFlags",
    why: "An account of one database then reads files of clients, or the other databases of the instance.",
  },
  {
    MYSQL: [{ name: "local_infile", is: ["off"], mayBeAbsent: true }],
    SQLSERVER: [
      { name: "contained database authentication", is: ["off"], mayBeAbsent: true },
      { name: "cross db ownership chaining", is: ["off"], mayBeAbsent: true },
    ],
  },
);
