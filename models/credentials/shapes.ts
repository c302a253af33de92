/** A shape that only credentials of one kind have. */
export interface CredentialShape {
  /** In words, with an article, such as "a GitHub token". */
  readonly kind: string;
  readonly pattern: RegExp;
  /** What every text with the shape contains: quick to search for. */
  readonly hint: RegExp;
}

/** What may not follow a token of letters and digits. */
const END = "(?![A-Za-z0-9])";

/** A token with a prefix that its issuer gave it so that it can be recognized. */
function token(kind: string, hint: string, ...patterns: readonly string[]): CredentialShape {
  return {
    kind,
    hint: new RegExp(hint),
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${patterns.join("|")})${END}`, "g"),
  };
}

/** Anything else: the pattern is complete. */
function text(kind: string, hint: string, pattern: RegExp): CredentialShape {
  return { kind, hint: new RegExp(hint), pattern };
}

/**
 * Shapes of credentials. Prefixes and lengths are those of gitleaks 8.30 (config/gitleaks.toml), Cloudflare's of
 * https://developers.cloudflare.com/fundamentals/api/get-started/token-formats. Lengths are lower bounds where issuers
 * have changed them. A password in a URL that only refers to another value (`$PASSWORD`, `{{ … }}`, `<password>`, `***`)
 * is none.
 */
export const SHAPES: readonly CredentialShape[] = [
  text(
    "a private key",
    "PRIVATE KEY",
    /-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  ),
  text("an age key", "AGE-SECRET", /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/g),
  text("a Google service account key", "service_account", /"type\\{0,3}"\s*:\s*\\{0,3}"service_account/g),
  text(
    "a URL with a password",
    "://[^\\s/]*@",
    /\b[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/[^\s:/@"'<>]{0,256}:(?!\$|%\{|\{\{|<|\*)[^\s@/"'<>]+@/g,
  ),
  text(
    "a connection string with a password",
    "@(?:tcp|unix)\\(",
    /[\w.-]{1,64}:(?!\$|\{\{|<|\*)[^\s:/@"'(]{1,128}@(?:tcp|unix)\(/g,
  ),
  text(
    "a connection string with a password",
    "AccountKey|SharedAccessKey",
    /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}/g,
  ),
  text(
    "a Slack webhook",
    "hooks\\.slack",
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{20,}/g,
  ),
  text("a Discord webhook", "/api/webhooks/", /discord(?:app)?\.com\/api\/webhooks\/\d{6,}\/[\w-]{20,}/g),
  text("a Microsoft Teams webhook", "webhookb2", /[\w-]+\.webhook\.office\.com\/webhookb2\/[\w@/-]{20,}/g),
  text(
    "a PagerDuty key",
    "pagerduty\\.com",
    /events\.(?:eu\.)?pagerduty\.com\/(?:integration|x-ere|generic)\/[A-Za-z0-9/]{20,}/g,
  ),
  text(
    "an authorization header",
    "uthorization|AUTHORIZATION",
    /\b(?:[Aa]uthorization|AUTHORIZATION)\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:[Bb]earer|[Bb]asic|[Tt]oken|[Aa]pi-?[Kk]ey)\s{1,3}(?![$<*]|\{\{)[\w.~+/=-]{8,}/g,
  ),
  text(
    "an authorization header",
    "Bearer |Basic ",
    /(?<![A-Za-z])(?:Bearer|Basic) (?=[^\s"']*\d)[\w.~+/=-]{16,}/g,
  ),
  text("a JSON web token", "eyJ", /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g),
  token(
    "a Stripe key",
    "[sr]k_|whsec_",
    "(?:sk|rk)_(?:test|live|prod)_[A-Za-z0-9]{10,99}",
    "whsec_[A-Za-z0-9+/]{24,}={0,2}",
  ),
  token("a GitHub token", "gh[pousr]_|github_pat_", "gh[pousr]_[A-Za-z0-9]{36}", "github_pat_\\w{22,82}"),
  token("a GitLab token", "gl[a-z]{2,6}-", "gl(?:pat|dt|rt|ft|ptt|cbt|imt|soat|agent|oas|ffct)-[\\w-]{20,}"),
  token(
    "an AWS access key",
    "A(?:KIA|SIA|BIA|CCA|BSK)",
    "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
    "ABSK[A-Za-z0-9+/]{109,}={0,2}",
  ),
  token("a Google API key", "AIza", "AIza[\\w-]{35}"),
  token("a Google OAuth secret", "GOCSPX", "GOCSPX-[\\w-]{28}"),
  token("a Google access token", "ya29", "ya29\\.[\\w-]{20,}"),
  token("an Azure client secret", "Q~", "[\\w.~]{3}\\dQ~[\\w.~-]{31,34}"),
  token(
    "a Cloudflare token",
    "cf(?:ut|at|k)_|v1\\.0-",
    "cf(?:ut|at|k)_[A-Za-z0-9]{40,}",
    "v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}",
  ),
  token(
    "a Slack token",
    "xox|xapp",
    "xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}",
    "xapp-\\d-[A-Z0-9]+-\\d+-[a-z0-9]+",
  ),
  token("a SendGrid key", "SG\\.", "SG\\.[\\w-]{16,32}\\.[\\w-]{16,64}"),
  token("a Twilio key", "SK[0-9a-fA-F]", "SK[0-9a-fA-F]{32}"),
  token("a Mailgun key", "key-", "key-[a-f0-9]{32}"),
  token("a Mailchimp key", "-us\\d", "[a-f0-9]{32}-us\\d{1,2}"),
  token("a Brevo key", "xkeysib", "xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),
  token("an npm token", "npm_", "npm_[A-Za-z0-9]{36}"),
  token("a PyPI token", "pypi-", "pypi-AgEIcHlwaS5vcmc[\\w-]{50,}"),
  token("a RubyGems key", "rubygems_", "rubygems_[a-f0-9]{48}"),
  token("a Docker Hub token", "dckr_", "dckr_(?:pat|oat)_[\\w-]{20,}"),
  token("an Anthropic key", "sk-ant", "sk-ant-(?:api|admin|oat|sid)\\d{2}-[\\w-]{20,}"),
  token(
    "an OpenAI key",
    "sk-",
    "sk-(?:proj-|svcacct-|admin-)?[\\w-]{20,}T3BlbkFJ[\\w-]{20,}",
    "sk-(?:proj|svcacct|admin)-[\\w-]{40,}",
  ),
  token("a Hugging Face token", "hf_|api_org_", "(?:hf_|api_org_)[A-Za-z]{34}"),
  token("a Pulumi token", "pul-", "pul-[a-f0-9]{40}"),
  token("a Terraform Cloud token", "atlasv1", "[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}"),
  token("a Vault token", "hv[sbr]\\.", "hv[sbr]\\.[\\w-]{24,}"),
  token("a DigitalOcean token", "do[opr]_v1_", "do[opr]_v1_[a-f0-9]{64}"),
  token("a Databricks token", "dapi", "dapi[a-f0-9]{32}(?:-\\d)?"),
  token("a Doppler token", "dp\\.", "dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[\\w-]+\\.)?[A-Za-z0-9]{40,44}"),
  token(
    "a Grafana token",
    "gl(?:sa|c)_|eyJrIjoi",
    "glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}",
    "glc_[A-Za-z0-9+/]{32,}={0,3}",
    "eyJrIjoi[A-Za-z0-9]{60,}={0,3}",
  ),
  token("a New Relic key", "NRAK|NRII", "NRAK-[A-Z0-9]{27}", "NRII-[\\w-]{32}"),
  token("a Sentry token", "sntry", "sntryu_[a-f0-9]{64}", "sntrys_eyJ[\\w+/=-]{40,}"),
  token("a Shopify token", "shp[acps]", "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
  token("a Square token", "sq0", "sq0(?:atp|csp)-[\\w-]{22,60}"),
  token("a PlanetScale token", "pscale_", "pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,64}"),
  token("a Linear key", "lin_", "lin_(?:api|oauth)_[A-Za-z0-9]{32,}"),
  token("a Notion token", "ntn_", "ntn_\\d{11}[A-Za-z0-9]{35}"),
  token("a Postman key", "PMAK", "PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
  token("a Telegram bot token", ":AA", "\\d{8,10}:AA[\\w-]{33}"),
  token("a 1Password token", "ops_eyJ", "ops_eyJ[A-Za-z0-9+/]{200,}={0,3}"),
  token("a Fly.io token", "fm[12]|fo1_", "fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,3}", "fo1_[\\w-]{43}"),
];

/** The shortest credential with a shape of its own is longer. */
const SHORTEST = 8;

/** A part of a text, from `start` up to `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A credential in a text. */
export interface FoundCredential extends TextRange {
  /** In words, with an article, such as "a GitHub token". */
  readonly kind: string;
  /** Name of the setting that holds it, where the text says one. */
  readonly name?: string;
}

/** Nearly no text has a shape, and one quick expression tells so. */
const HINTS = new RegExp(SHAPES.map(({ hint }) => hint.source).join("|"));

/** Credentials of a known shape, in the order of the table. */
export function* shapesIn(content: string): Iterable<FoundCredential> {
  if (content.length < SHORTEST || !HINTS.test(content)) {
    return;
  }
  for (const { kind, hint, pattern } of SHAPES) {
    for (const match of hint.test(content) ? content.matchAll(pattern) : []) {
      yield { kind, start: match.index, end: match.index + match[0].length };
    }
  }
}
