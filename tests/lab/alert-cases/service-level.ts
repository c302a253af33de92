import { type AlertCase, backend, bucket, operation, requests } from "./case.ts";

/** Service levels at risk. */
export const SERVICE_LEVEL_CASES: readonly AlertCase[] = [
  {
    alert: "ErrorBudgetBurnsFast",
    when: "at 2 % for an hour",
    series: { [requests(200)]: "0+980x90", [requests(500)]: "0+20x90" },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "ErrorBudgetBurnsFast",
    when: "ten minutes after the errors stopped",
    series: { [requests(200)]: "0+1000x90", [requests(500)]: "0+200x60 12000x30" },
    minutes: 72,
    fires: [],
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    when: "at 1 % for six hours",
    series: { [requests(200)]: "0+990x420", [requests(500)]: "0+10x420" },
    minutes: 400,
    fires: [backend],
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    when: "within the allowance of 0.1 %",
    series: { [requests(200)]: "0+9990x420", [requests(500)]: "0+10x420" },
    minutes: 400,
    fires: [],
  },
  {
    alert: "LatencyAboveTarget",
    when: "when one request in ten takes more than 200 ms",
    series: {
      [bucket("http_request_duration_seconds", "0.2")]: "0+90x80",
      [bucket("http_request_duration_seconds", "0.5")]: "0+100x80",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x80",
    },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "LatencyAboveTarget",
    when: "at 120 ms",
    series: {
      [bucket("http_request_duration_seconds", "0.1")]: "0+50x80",
      [bucket("http_request_duration_seconds", "0.2")]: "0+100x80",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x80",
    },
    minutes: 70,
    fires: [],
  },
  {
    alert: "QueriesAboveTarget",
    when: "when one query in ten takes more than 50 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+90x80",
      [bucket("db_query_duration_seconds", "0.1", operation)]: "0+100x80",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x80",
    },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "QueriesAboveTarget",
    when: "at 40 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.01", operation)]: "0+50x80",
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+100x80",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x80",
    },
    minutes: 70,
    fires: [],
  },
];
