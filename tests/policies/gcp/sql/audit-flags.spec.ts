import { expect } from "chai";
import { UNKNOWN, type Value, type Values } from "#graph/model";
import { sqlAuditFlags } from "#policies/gcp/sql/audit-flags";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const ALL: Readonly<Record<string, string>> = {
  "cloudsql.enable_pgaudit": "on",
  log_checkpoints: "on",
  log_connections: "on",
  log_disconnections: "on",
  log_lock_waits: "on",
  log_statement: "ddl",
  log_temp_files: "0",
};

const instance = (flags: Value, databaseVersion: Value = "POSTGRES_17") =>
  resource("gcp:sql/databaseInstance:DatabaseInstance", {
    databaseVersion,
    settings: { databaseFlags: flags },
  });
const listed = (flags: Values) => Object.entries(flags).map(([name, value]) => ({ name, value }));

describeRule(sqlAuditFlags, {
  passes: {
    "all flags": [instance(listed(ALL))],
    "another engine": [instance([], "MYSQL_8_4")],
  },
  fails: {
    "flags with other values": {
      stack: [
        instance(
          listed({ ...ALL, log_connections: "off", log_min_messages: "fatal", log_parser_stats: "on" }),
        ),
      ],
      findings: [
        "the flag log_connections is off (allowed: on) [settings.databaseFlags[2].value]",
        "the flag log_min_messages is fatal (allowed: debug5, debug4, debug3, debug2, debug1, info, notice, warning, error) [settings.databaseFlags[7].value]",
        "the flag log_parser_stats is on (allowed: off) [settings.databaseFlags[8].value]",
      ],
    },
  },
  unknown: {
    "flags that are not known": { stack: [instance(UNKNOWN)], at: ["settings.databaseFlags"] },
    "a value that is not known": {
      stack: [instance(listed({ ...ALL, log_temp_files: UNKNOWN }))],
      at: ["settings.databaseFlags[6].value"],
    },
  },
});

describe("flags that a database does not set", () => {
  it("I27 are found, each", () => {
    for (const name of Object.keys(ALL)) {
      const { [name]: _gone, ...others } = ALL;
      const { findings } = outcome(sqlAuditFlags, [instance(listed(others))]);
      expect(findings, name).to.have.length(1);
      expect(findings[0]).to.match(new RegExp(`^the flag ${name} is not set \\(allowed: `));
    }
  });
});
