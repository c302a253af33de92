import type { AlertCase } from "./case.ts";

/** Certificates and queues. */
export const PLATFORM_CASES: readonly AlertCase[] = [
  {
    alert: "CertificateExpiresSoon",
    when: "for one valid for six days whose renewal is six hours late",
    series: {
      'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "518400x500",
      'certmanager_certificate_renewal_timestamp_seconds{name="site"}': "3600x500",
    },
    minutes: 440,
    fires: [{ name: "site" }],
  },
  {
    alert: "CertificateNotReady",
    when: "for a certificate that was never issued",
    series: {
      'certmanager_certificate_ready_status{name="site", condition="False"}': "1x60",
      'certmanager_certificate_ready_status{name="site", condition="True"}': "0x60",
      'certmanager_certificate_ready_status{name="site", condition="Unknown"}': "0x60",
    },
    minutes: 40,
    fires: [{ name: "site" }],
  },
  {
    alert: "CertificateNotReady",
    when: "while it is issued for the first time",
    series: {
      'certmanager_certificate_ready_status{name="site", condition="False"}': "1x5 0x60",
      'certmanager_certificate_ready_status{name="site", condition="True"}': "0x5 1x60",
    },
    minutes: 40,
    fires: [],
  },
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
