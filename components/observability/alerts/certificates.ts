import { argumentsOf } from "../../core/arguments.ts";
import type { Alerts } from "./alert.ts";

/** Thresholds for certificates, in all namespaces. @public */
export interface CertificateLimits {
  /** Minimum remaining validity, in days. Default 7 (source: howlerops, critical alerts). */
  readonly days?: number;
  /**
   * Hours that a due renewal may take before the certificate counts as late. Default 6: cert-manager repeats a failed
   * attempt after one hour, then after two and after four.
   */
  readonly renewalHours?: number;
}

/**
 * A certificate was not issued, or not renewed in time. cert-manager exports the end of a certificate that was never
 * issued as 0. Renewal is due at another time for each certificate (15 days before expiry by default; source:
 * howlerops, SSL/TLS), so that one is late only after its own time: one valid for six days is not always alerted on.
 */
export function certificateAlerts(limits: CertificateLimits = {}) {
  argumentsOf("certificateAlerts", "", limits);
  const { days = 7, renewalHours = 6 } = limits;
  // A scrape calls the certificate's own namespace so, because the pod's has the shorter name.
  const certificate = "namespace, exported_namespace, name";
  const end = "certmanager_certificate_expiration_timestamp_seconds";
  const renewal = "certmanager_certificate_renewal_timestamp_seconds";
  return {
    CertificateExpiresSoon: {
      expr:
        `(${end} > 0) - time() < ${days} * 86400 ` +
        `unless on (${certificate}) ${renewal} + ${renewalHours} * 3600 > time()`,
      forMinutes: 10,
      severity: "critical",
      summary: "The certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}",
      description: `It should have been renewed by now; in ${days} days browsers refuse the site.`,
    },
    CertificateNotReady: {
      expr: `max by (${certificate}) (certmanager_certificate_ready_status{condition!="True"}) == 1`,
      forMinutes: 30,
      severity: "critical",
      summary: "The certificate {{ $labels.name }} is not ready",
      description:
        "It was never issued, has expired, or no longer fits its hosts; its routes answer with an old certificate or none.",
    },
  } satisfies Alerts;
}
