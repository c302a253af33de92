import type { AlertCase } from "./case.ts";

/** Certificates and queues. */
export const PLATFORM_CASES: readonly AlertCase[] = [
  {
    alert: "CertificateExpiresSoon",
    when: "6 days before the end",
    series: { 'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "518400x20" },
    minutes: 15,
    fires: [{ name: "site" }],
  },
  {
    alert: "CertificateExpiresSoon",
    when: "15 days before the end, when renewal is due",
    series: { 'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "1296000x20" },
    minutes: 15,
    fires: [],
  },
  {
    alert: "QueueBacklog",
    when: "when the pile grows",
    series: { 'jobs_waiting{namespace="shop", queue="events"}': "0+20x40" },
    minutes: 30,
    fires: [{ namespace: "shop", queue: "events" }],
  },
  {
    alert: "QueueBacklog",
    when: "while the pile shrinks",
    series: { 'jobs_waiting{namespace="shop", queue="events"}': "1000-20x40" },
    minutes: 30,
    fires: [],
  },
];
