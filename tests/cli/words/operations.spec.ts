import { type Case, testWords } from "./support.ts";

const CASES: readonly Case[] = [
  [
    "strata:secrets:SecretVault",
    { secrets: { count: 3, external: ["shop-token", "shop-key"] }, rotationDays: [30, 90] },
    [
      ["secrets", "3 in Secret Manager"],
      ["rotation", "every 30 days, every 90 days"],
      ["filled by hand", "shop-token, shop-key"],
    ],
  ],
  [
    "strata:secrets:SecretVault",
    { secrets: { count: 1, external: [] } },
    [["secrets", "1 in Secret Manager"]],
  ],
  [
    "strata:secrets:SecretStore",
    { secretStore: { namespaces: ["shop", "monitoring"] } },
    [["store", "Secret Manager for shop, monitoring, without keys"]],
  ],
  [
    "strata:observability:Monitoring",
    { retentionDays: 30, replicas: { min: 2, max: 2 }, diskGiB: 50, alertRouting: "page" },
    [
      ["metrics", "30 days, 2 copies of 50 GiB"],
      ["alerts", "critical ones page, the others are tickets"],
    ],
  ],
  [
    "strata:observability:Monitoring",
    { retentionDays: 7, replicas: { min: 1, max: 1 }, diskGiB: 50, alertRouting: "none" },
    [
      ["metrics", "7 days, one copy of 50 GiB"],
      ["alerts", "not routed"],
    ],
  ],
  ["strata:observability:Monitoring", { alertRouting: "ticket" }, [["alerts", "to tickets"]]],
  [
    "strata:observability:AlertRules",
    { alerts: { critical: ["PodNotReady", "HighErrorRate"], warning: [] } },
    [
      ["critical", "PodNotReady, HighErrorRate"],
      ["warning", "none"],
    ],
  ],
  [
    "strata:observability:Dashboards",
    { dashboards: ["system", "database"] },
    [["dashboards", "system, database"]],
  ],
  ["strata:observability:ScrapeTargets", { scrapeTargets: [] }, [["targets", "none"]]],
];

describe("cli/words/operations", () => {
  testWords(CASES);
});
