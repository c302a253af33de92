import type { PostgresDatabaseArgs } from "#components/database/postgres/args";
import { type Mistake, refusesEach } from "../../../support/refusals.ts";
import { recorded } from "./support.ts";

describe("PostgresDatabase", () => {
  const mistakes: Mistake<Partial<PostgresDatabaseArgs>>[] = [
    [
      "an unknown machine",
      { tier: "db-custom-3-7680" },
      'tier is "db-custom-3-7680"; allowed are db-f1-micro',
    ],
    [
      "recovery further back than backups",
      { backup: { retentionDays: 3, pointInTimeRecoveryDays: 5 } },
      "backup.pointInTimeRecoveryDays is 5; allowed are 1 to 3",
    ],
    [
      "recovery further back than the edition keeps",
      { backup: { retentionDays: 30, pointInTimeRecoveryDays: 14 } },
      "backup.pointInTimeRecoveryDays is 14; allowed are whole numbers from 1 to 7 (what ENTERPRISE keeps)",
    ],
    ["a time of day", { backup: { startTime: "3:00" } }, 'backup.startTime is "3:00"'],
    ["two users of one name", { users: ["app", "app"] }, "allowed are names, all different"],
    ["no database", { databases: [] }, "databases is []; allowed are lists with at least one name"],
    [
      "a replica of another edition",
      { replicas: { a: { tier: "db-perf-optimized-N-2" } } },
      "primary's edition",
    ],
    [
      "a replica with less memory than its primary, which Cloud SQL refuses",
      { maxConnections: 100, replicas: { a: { tier: "db-custom-2-3840" } } },
      'replicas["a"].tier is "db-custom-2-3840"; allowed are machines as large as the primary\'s db-custom-2-7680: ' +
        "set the larger value for every replica first and run pulumi up, then for the primary",
    ],
    [
      "a replica with fewer CPUs than its primary",
      { tier: "db-custom-4-7680", replicas: { a: { tier: "db-custom-2-7680" } } },
      'replicas["a"].tier is "db-custom-2-7680"',
    ],
    [
      "a replica that takes fewer connections than its primary",
      { maxConnections: 500, replicas: { a: { maxConnections: 450 } } },
      'replicas["a"].maxConnections is 450; allowed are 500 or more, as the primary takes: set the larger value',
    ],
    ["a replica's key", { replicas: { A: {} } }, 'replicas key is "A"'],
    ["a disk that starts above its limit", { disk: { initialGiB: 50, limitGiB: 20 } }, "disk.limitGiB is 20"],
    [
      "a day of maintenance",
      { maintenance: { day: 8 } },
      "maintenance.day is 8; allowed are whole numbers from 1 to 7",
    ],
    ["more idle connections than open ones", { pool: { maxOpen: 5, maxIdle: 6 } }, "pool.maxIdle is 6"],
  ];
  refusesEach(mistakes, recorded);

  describe("F4 names that Cloud SQL keeps for itself, or refuses later", () => {
    refusesEach<Partial<PostgresDatabaseArgs>>(
      [
        ["the administrator", { users: ["postgres"] }, 'users is "postgres"; allowed are names other than'],
        ["a user of Cloud SQL", { users: ["cloudsqlagent"] }, 'users is "cloudsqlagent"'],
        [
          "a name that passwords may contain",
          { users: ["a"] },
          'users is "a"; allowed are names of 3 characters',
        ],
        ["a keyword", { users: ["public"] }, 'users is "public"'],
        [
          "the first database",
          { databases: ["postgres"] },
          'databases is "postgres"; allowed are names other than',
        ],
        ["a template", { databases: ["template1"] }, 'databases is "template1"'],
      ],
      recorded,
    );
  });
});
