import { Provider } from "@pulumi/cloudflare/provider.js";
import { certificateAuthorities, dkim, dmarc } from "#components/edge/mail";
import type { ZoneRecord } from "#components/edge/records";
import { redirectHost } from "#components/edge/rules/responses/redirect";
import { exemptFromBotFight } from "#components/edge/rules/security/exceptions";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";

const cname = (name: string, content: string): ZoneRecord => ({ type: "CNAME", name, content });
const txt = (name: string, content: string): ZoneRecord => ({ type: "TXT", name, content });
const mx = (content: string, priority: number, name = "@"): ZoneRecord => ({
  type: "MX",
  name,
  content,
  priority,
});

/** A host of somebody else, who needs to see its own name and certificate. */
const hosted = (name: string, content: string, by: string): ZoneRecord => ({
  type: "CNAME",
  name,
  content,
  proxied: { unproxiedBecause: `${by} has its own certificate` },
});

/** The site itself, behind the edge. */
const site: Record<string, ZoneRecord> = {
  apex: { type: "A", name: "@", content: "192.0.2.10" },
  "apex-six": { type: "AAAA", name: "@", content: "2001:db8::10" },
  www: cname("www", "example.org"),
  forum: { type: "A", name: "forum", content: "192.0.2.11" },
  wiki: { type: "A", name: "wiki", content: "192.0.2.12" },
  api: { type: "A", name: "api", content: "192.0.2.13" },
  "download-hint": { type: "HTTPS", name: "dl", priority: 1, target: ".", parameters: { alpn: "h3,h2" } },
};

/** Mailboxes at one provider, bulk mail at two others, and what receivers must know of all three. */
const mail: Record<string, ZoneRecord> = {
  "mx-1": mx("aspmx.l.google.com", 1),
  "mx-2": mx("alt1.aspmx.l.google.com", 5),
  "mx-3": mx("alt2.aspmx.l.google.com", 5),
  "mx-4": mx("alt3.aspmx.l.google.com", 10),
  "mx-5": mx("alt4.aspmx.l.google.com", 10),
  "mx-news": mx("feedback-smtp.eu-west-1.amazonses.com", 10, "bounce"),
  "mx-lists": mx("lists.example.net", 10, "lists"),
  // Others may still forward: a soft fail until the reports of DMARC are quiet.
  spf: txt("@", "v=spf1 include:_spf.google.com include:amazonses.com include:servers.mcsv.net ~all"),
  "spf-news": txt("bounce", "v=spf1 include:amazonses.com -all"),
  "dkim-google": dkim("google", `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${"MIIBCgKCAQEA".repeat(24)}`),
  "dkim-ses-1": cname("jwlq3xk7rm2v._domainkey", "jwlq3xk7rm2v.dkim.amazonses.com"),
  "dkim-ses-2": cname("h5ztw8cnp4ye._domainkey", "h5ztw8cnp4ye.dkim.amazonses.com"),
  "dkim-ses-3": cname("b9fsu6dqa1gi._domainkey", "b9fsu6dqa1gi.dkim.amazonses.com"),
  "dkim-news-1": cname("k2._domainkey", "dkim2.mcsv.net"),
  "dkim-news-2": cname("k3._domainkey", "dkim3.mcsv.net"),
  dmarc: dmarc("quarantine", "dmarc@example.org"),
  "dmarc-lists": cname("_dmarc.lists", "_dmarc.example.net"),
  "mta-sts": hosted("mta-sts", "mta-sts.mail-policies.example.net", "the policy host"),
  "mta-sts-version": { ...txt("_mta-sts", "v=STSv1; id=20261128T000000"), ttlSeconds: 300 },
  "tls-reports": txt("_smtp._tls", "v=TLSRPTv1; rua=mailto:tls@example.org"),
  bimi: txt("default._bimi", "v=BIMI1; l=https://example.org/logo.svg"),
  imap: { type: "SRV", name: "_imaps._tcp", priority: 0, weight: 1, port: 993, target: "imap.gmail.com" },
  submission: {
    type: "SRV",
    name: "_submissions._tcp",
    priority: 0,
    weight: 1,
    port: 465,
    target: "smtp.gmail.com",
  },
  caldav: {
    type: "SRV",
    name: "_caldavs._tcp",
    priority: 0,
    weight: 1,
    port: 443,
    target: "apidata.googleusercontent.com",
  },
  "pop-none": { type: "SRV", name: "_pop3._tcp", priority: 0, weight: 0, port: 0, target: "." },
  "tlsa-lists": {
    type: "TLSA",
    name: "_25._tcp.lists",
    usage: 3,
    selector: 1,
    matchingType: 1,
    certificate: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  },
};

/** Proofs of ownership, hosts of other companies, a name that somebody else serves, and who may issue certificates. */
const others: Record<string, ZoneRecord> = {
  "proof-google": txt("@", "google-site-verification=0a1b2c3d4e5f"),
  "proof-github": txt("_github-challenge-example-org", "0a1b2c3d4e"),
  "proof-apple": txt("@", "apple-domain-verification=0a1b2c3d4e5f"),
  "proof-acme": cname("_acme-challenge.lab", "0a1b2c3d.acme.example.net"),
  status: hosted("status", "example.statuspage.example.net", "the status page"),
  docs: hosted("docs", "example-org.pages.example.net", "the documentation"),
  shop: hosted("shop", "shops.example.net", "the shop"),
  calendar: hosted("calendar", "ghs.googlehosted.com", "the calendar"),
  "lab-ns-1": { type: "NS", name: "lab", content: "ns1.lab.example.net" },
  "lab-ns-2": { type: "NS", name: "lab", content: "ns2.lab.example.net" },
  "lab-ds": {
    type: "DS",
    name: "lab",
    keyTag: 2371,
    algorithm: 13,
    digestType: 2,
    digest: "0123456789abcdef",
  },
  matrix: {
    type: "SRV",
    name: "_matrix._tcp",
    priority: 10,
    weight: 5,
    port: 443,
    target: "matrix.example.net",
  },
  "bastion-key": {
    type: "SSHFP",
    name: "bastion",
    algorithm: 4,
    fingerprintType: 2,
    fingerprint: "0123456789abcdef",
  },
  bastion: {
    type: "A",
    name: "bastion",
    content: "192.0.2.20",
    proxied: { unproxiedBecause: "SSH, which the edge does not carry" },
  },
  ...certificateAuthorities({ letsencrypt: "letsencrypt.org", google: "pki.goog" }),
  "caa-reports": { type: "CAA", name: "@", tag: "iodef", value: "mailto:security@example.org" },
};

/** A domain as a company or project has it: 50 records, with mail at three providers, and a few rules. */
export function program() {
  const provider = new Provider("cloudflare", {});
  new Zone(
    "zone",
    {
      domain: "example.org",
      accountId: "0123456789abcdef0123456789abcdef",
      plan: "pro",
      records: { ...site, ...mail, ...others },
      rules: {
        www: redirectHost("www.example.org", "example.org"),
        managed: managedFirewall(),
        logins: rateLimit({ paths: ["/session"], requests: 10, periodSeconds: 60, label: "log-in" }),
        webhooks: exemptFromBotFight({ label: "webhooks of the forum", paths: ["/hooks/"] }),
      },
    },
    { provider },
  );
  return {};
}
