/**
 * Whether a certificate of the edge covers a host: universal SSL has the zone's domain and one label below it. Source:
 * Cloudflare docs, Universal SSL, limitations, read 2026-11-28.
 *
 * @param others names that further certificates of the zone have, such as `*.app.example.com`
 */
export function isCovered(host: string, domain: string, others: readonly string[] = []): boolean {
  return [domain, `*.${domain}`, ...others].some((name) => covers(name.toLowerCase(), host.toLowerCase()));
}

/** A wildcard stands for one label; a host that is a wildcard itself is covered by the same one only. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && name.slice(1) === host.slice(host.indexOf(".")));
}
