import { type AlertCase, backend, bucket, requests } from "./case.ts";

/** Requests that fail or take long. */
export const REQUEST_CASES: readonly AlertCase[] = [
  {
    alert: "HighErrorRate",
    when: "when one answer in ten is an error",
    series: { [requests(200)]: "0+540x15", [requests(500)]: "0+60x15" },
    minutes: 10,
    fires: [backend],
  },
  {
    alert: "HighErrorRate",
    when: "at 4 %",
    series: { [requests(200)]: "0+576x15", [requests(503)]: "0+24x15" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighErrorRate",
    when: "when callers make the mistakes",
    series: { [requests(200)]: "0+300x15", [requests(404)]: "0+300x15" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighErrorRate",
    when: "for the only request of a quiet night",
    series: { [requests(500)]: "0 0 0 0 0 0 1 1 1 1 1 1 1 1 1" },
    minutes: 9,
    fires: [],
  },
  {
    alert: "HighLatencyP95",
    when: "when one request in ten takes more than a second",
    series: {
      [bucket("http_request_duration_seconds", "1")]: "0+90x15",
      [bucket("http_request_duration_seconds", "2")]: "0+100x15",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x15",
    },
    minutes: 12,
    fires: [backend],
  },
  {
    alert: "HighLatencyP95",
    when: "when one request in fifty takes more than a second",
    series: {
      [bucket("http_request_duration_seconds", "0.5")]: "0+98x15",
      [bucket("http_request_duration_seconds", "1")]: "0+98x15",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x15",
    },
    minutes: 12,
    fires: [],
  },
];
