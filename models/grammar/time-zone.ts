/** The first part of a zone's name in the IANA database, which has other names only for compatibility. */
const AREAS =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US)\/[A-Z]/;

const ALLOWED = "time zones of the IANA database, such as Europe/Berlin, or UTC";

/**
 * What is allowed in place of a time zone; undefined if the IANA database has it. Abbreviations such as PST are
 * refused: JavaScript knows them, Go, and with it Kubernetes, does not. `Local` is refused too: it is the zone of a
 * control plane. Source: Kubernetes 1.36, validation of CronJobs.
 */
export function timeZone(zone: string): string | undefined {
  if (zone === "UTC" || zone === "GMT") {
    return undefined;
  }
  const canonical = AREAS.test(zone) ? canonicalName(zone) : undefined;
  if (canonical === undefined) {
    return ALLOWED;
  }
  // JavaScript ignores capitals, file systems do not.
  return canonical !== zone && canonical.toLowerCase() === zone.toLowerCase() ? canonical : undefined;
}

function canonicalName(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
