import { UNKNOWN, type Value } from "#graph/model";
import { sqlAccessFlags } from "#policies/gcp/sql/access-flags";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const instance = (databaseVersion: Value, name?: string, value?: Value) =>
  resource("gcp:sql/databaseInstance:DatabaseInstance", {
    databaseVersion,
    settings: { databaseFlags: name === undefined ? [] : [{ name, value: value ?? "on" }] },
  });
const found = (name: string) => `the flag ${name} is on (allowed: off) [settings.databaseFlags[0].value]`;

describeRule(sqlAccessFlags, {
  passes: {
    "flags that are off, or not set": [
      instance("MYSQL_8_4", "local_infile", "off"),
      instance("SQLSERVER_2022_STANDARD"),
    ],
    "another engine": [instance("POSTGRES_17", "local_infile")],
  },
  fails: {
    "each flag": {
      stack: [
        instance("MYSQL_8_0", "local_infile"),
        instance("SQLSERVER_2022_STANDARD", "cross db ownership chaining"),
        instance("SQLSERVER_2022_STANDARD", "contained database authentication"),
      ],
      findings: [
        found("contained database authentication"),
        found("cross db ownership chaining"),
        found("local_infile"),
      ],
    },
  },
  unknown: {
    "a value that is not known": {
      stack: [instance("MYSQL_8_4", "local_infile", UNKNOWN)],
      at: ["settings.databaseFlags[0].value"],
    },
    "a version that is not known": { stack: [instance(UNKNOWN, "local_infile")], at: ["databaseVersion"] },
  },
});
