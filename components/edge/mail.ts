import type { AuthorityRecord } from "./records/data.ts";
import type { MailRecord, TextRecord } from "./records.ts";

/** How a receiver handles mail that fails the checks. @public */
export type MailPolicy = "none" | "quarantine" | "reject";

/**
 * SPF: authorized senders of the domain's mail; all others fail.
 *
 * @param senders mechanisms such as `include:_spf.google.com` or `ip4:192.0.2.0/24`; none for a domain that sends no
 *   mail. Receivers give up after ten lookups, so at most ten.
 */
export function spf(...senders: readonly string[]): TextRecord {
  const lookups = senders.filter((sender) => /^(include|a|mx|exists|redirect)\b/.test(sender)).length;
  if (lookups > 10) {
    throw new RangeError(`SPF with ${lookups} look-ups; receivers give up after 10 (RFC 7208, 4.6.4)`);
  }
  return { type: "TXT", name: "@", content: ["v=spf1", ...senders, "-all"].join(" ") };
}

/** DKIM: the public key of the mail's signatures. @param publicKey base64 of the public key, without line breaks */
export function dkim(selector: string, publicKey: string): TextRecord {
  return { type: "TXT", name: `${selector}._domainkey`, content: `v=DKIM1; k=rsa; p=${publicKey}` };
}

/** DMARC: how to handle mail that passes neither. @param reports address for daily reports */
export function dmarc(policy: MailPolicy = "reject", reports?: string): TextRecord {
  const to = reports === undefined ? "" : `; rua=mailto:${reports}`;
  return { type: "TXT", name: "_dmarc", content: `v=DMARC1; p=${policy}; adkim=s; aspf=s${to}` };
}

/** The records of a domain that neither sends nor receives mail, which prevents spoofing. */
export function noMail(): { readonly spf: TextRecord; readonly dmarc: TextRecord; readonly mx: MailRecord } {
  return { spf: spf(), dmarc: dmarc("reject"), mx: { type: "MX", name: "@", content: ".", priority: 0 } };
}

/**
 * CAA: only these authorities may issue certificates for the domain. Cloudflare automatically adds those for its own
 * certificates.
 *
 * @param authorities such as `letsencrypt.org`, by a key of your choice
 */
export function certificateAuthorities(
  authorities: Readonly<Record<string, string>>,
): Readonly<Record<string, AuthorityRecord>> {
  const issue = Object.entries(authorities).map(([key, value]): [string, AuthorityRecord] => [
    `caa-${key}`,
    { type: "CAA", name: "@", tag: "issue", value },
  ]);
  return Object.fromEntries(issue);
}
