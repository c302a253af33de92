import { type AlertCase, backend, bucket, operation } from "./case.ts";

const dump = 'namespace="shop", cronjob="dump"';

/** Databases, replicas and backups. */
export const DATA_CASES: readonly AlertCase[] = [
  {
    alert: "DatabaseConnectionFailures",
    when: "when connections fail",
    series: { 'db_connection_errors_total{namespace="shop", job="backend"}': "0 0 0 3 6 9 12" },
    minutes: 6,
    fires: [backend],
  },
  {
    alert: "DatabaseConnectionFailures",
    when: "once they no longer fail",
    series: { 'db_connection_errors_total{namespace="shop", job="backend"}': "0 3 6 6x15" },
    minutes: 15,
    fires: [],
  },
  {
    alert: "SlowQueries",
    when: "when one query in ten takes more than half a second",
    series: {
      [bucket("db_query_duration_seconds", "0.5", operation)]: "0+90x15",
      [bucket("db_query_duration_seconds", "1", operation)]: "0+100x15",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x15",
    },
    minutes: 12,
    fires: [{ ...backend, operation: "select" }],
  },
  {
    alert: "SlowQueries",
    when: "at the target of 50 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+97x15",
      [bucket("db_query_duration_seconds", "0.5", operation)]: "0+100x15",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "ReplicationLag",
    when: "for the one copy that is behind",
    series: {
      'db_replication_lag_seconds{namespace="shop", replica="syd"}': "8x10",
      'db_replication_lag_seconds{namespace="shop", replica="iad"}': "3x10",
    },
    minutes: 5,
    fires: [{ namespace: "shop", replica: "syd" }],
  },
  {
    alert: "ReplicationLag",
    when: "for a lag of one sync interval",
    series: { 'db_replication_lag_seconds{namespace="shop", replica="syd"}': "5x10" },
    minutes: 5,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "after an hour and a quarter",
    series: {
      [`kube_cronjob_created{${dump}}`]: "0x100",
      [`kube_cronjob_status_last_successful_time{${dump}}`]: "60x100",
    },
    minutes: 80,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
  {
    alert: "BackupTooOld",
    when: "while backups come every hour",
    series: {
      [`kube_cronjob_created{${dump}}`]: "0x190",
      [`kube_cronjob_status_last_successful_time{${dump}}`]: "0x62 3720x62 7440x62",
    },
    minutes: 185,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "when none ever ended well",
    series: { [`kube_cronjob_created{${dump}}`]: "0x100" },
    minutes: 80,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
  {
    alert: "BackupTooOld",
    when: "in the first hour of a new system",
    series: { [`kube_cronjob_created{${dump}}`]: "0x100" },
    minutes: 50,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "when the job is gone",
    series: { unrelated: "1x30" },
    minutes: 20,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
];
