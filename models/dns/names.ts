/** Octets of a name in text form, without the root's dot. Source: RFC 1035, 2.3.4, in text form. */
const NAME_CHARACTERS = 253;

/** A label: letters, digits, hyphens inside, underscores where they are allowed. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Which names a field accepts besides hosts. */
export interface NameForm {
  /** Whether labels may contain underscores, as in `_dmarc` or `s1._domainkey`. Default false. */
  readonly underscores?: boolean;
  /** Whether the first label may be `*`. Default false. */
  readonly wildcard?: boolean;
}

/** Whether a text is a DNS name: labels of 1 to 63 characters, 253 in total, without a final dot. */
export function isDnsName(text: string, form: NameForm = {}): boolean {
  const name = form.wildcard && text.startsWith("*.") ? text.slice(2) : text;
  return (
    text.length <= NAME_CHARACTERS &&
    name.split(".").every((label) => LABEL.test(label) && (form.underscores || !label.includes("_")))
  );
}

/**
 * A name as DNS servers and the clouds' APIs store it: in lower case, without the final dot; the root stays ".". Names
 * that a program gives pass through here before they are checked or sent, or else the API's answer differs from the
 * input for ever. For names known only during deployment: `normalHost` in `components/edge/records/normal-form.ts`.
 */
export function normalName(name: string): string {
  const lower = name.toLowerCase();
  return lower === "." ? lower : lower.replace(/\.$/, "");
}

/** The full name of a record, which a program may give without its zone's domain; `@` is the domain itself. */
export function nameInZone(name: string, domain: string): string {
  const [record, zone] = [normalName(name), normalName(domain)];
  if (record === "@" || record === zone) {
    return zone;
  }
  return record.endsWith(`.${zone}`) ? record : `${record}.${zone}`;
}

/**
 * Whether a name has a label that begins with an underscore: it holds data about a domain, such as a key that signs
 * mail or a proof of ownership, and no client connects to it. Source: RFC 8552, scoped interpretation of DNS records.
 */
export function isServiceName(name: string): boolean {
  return /(^|\.)_/.test(name);
}
