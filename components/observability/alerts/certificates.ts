import type { Alerts } from "./alert.ts";

/** Thresholds for certificates, in all namespaces. @public */
export interface CertificateLimits {
  /** Minimum remaining validity, in days. Default 7 (source: howlerops, critical alerts). */
  readonly days?: number;
}

/** A certificate was not renewed in time; renewal is due 15 days before expiry (source: howlerops, SSL/TLS). */
export function certificateAlerts({ days = 7 }: CertificateLimits = {}) {
  return {
    CertificateExpiresSoon: {
      expr: `certmanager_certificate_expiration_timestamp_seconds - time() < ${days} * 86400`,
      forMinutes: 10,
      severity: "critical",
      summary: "The certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}",
      description: `It should have been renewed by now; in ${days} days browsers refuse the site.`,
    },
  } satisfies Alerts;
}
