import { expect } from "chai";
import { credentialIn, credentialOf } from "#models/credentials/find";
import { namesCredential } from "#models/credentials/names";
import { SHAPES, shapesIn } from "#models/credentials/shapes";

const letters = (length: number) => "aB3dE5gH7jK9mN2pQ4sT6vW8xY0z".repeat(8).slice(0, length);
const hex = (length: number) => "0a1b2c3d4e5f6789".repeat(12).slice(0, length);

/** An invented credential of each kind. Put together here, so that no scanner takes this file for a leak. */
const CREDENTIALS: readonly (readonly [kind: string, text: string])[] = [
  ["a private key", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE"],
  ["a private key", "-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQdG\n-----END PGP PRIVATE KEY BLOCK-----"],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
  ["an age key", `AGE-SECRET-KEY-1${"QPZRY9X8GF".repeat(6).slice(0, 58)}`],
  ["a Google service account key", '{ "type": "service_account" }'],
  ["a URL with a password", "redis://:p4ssw0rd@cache:6379/0"],
  ["a URL with a password", "postgresql+asyncpg://app:hunter2@db:5432/app?sslmode=require"],
  ["a URL with a password", "https://user:pa$$word@example.com/path"],
  ["a connection string with a password", "app:hunter2@tcp(db:3306)/shop?parseTime=true"],
  ["a connection string with a password", `DefaultEndpointsProtocol=https;AccountKey=${letters(86)}==`],
  ["a Slack webhook", `https://hooks.slack.com/services/T0${letters(9)}/B0${letters(9)}/${letters(24)}`],
  ["a Discord webhook", `https://discord.com/api/webhooks/123456789012345678/${letters(68)}`],
  ["a PagerDuty key", `https://events.pagerduty.com/integration/${hex(32)}`],
  ["an authorization header", `curl -H "Authorization: Bearer ${letters(24)}" https://api.example.com`],
  ["an authorization header", '"authorization": "Basic YXBwOmh1bnRlcjI="'],
  ["a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"],
  ["a Stripe key", `sk_live_${letters(24)}`],
  ["a Stripe key", `rk_test_${letters(24)}`],
  ["a GitHub token", `ghp_${letters(36)}`],
  ["a GitHub token", `github_pat_${letters(22)}_${letters(59)}`],
  ["a GitLab token", `glpat-${letters(20)}`],
  ["an AWS access key", `AKIA${"A1B2".repeat(4)}`],
  ["a Google API key", `AIza${letters(35)}`],
  ["a Google OAuth secret", `GOCSPX-${letters(28)}`],
  ["an Azure client secret", `abc8Q~${letters(34)}`],
  ["a Cloudflare token", `cfut_${letters(40)}${hex(8)}`],
  ["a Cloudflare token", `v1.0-${hex(24)}-${hex(146)}`],
  ["a Slack token", `xoxb-123456789012-123456789012-${letters(24)}`],
  ["a Slack token", `xapp-1-A012345-123456789012-${hex(32)}`],
  ["a SendGrid key", `SG.${letters(22)}.${letters(43)}`],
  ["a Twilio key", `SK${hex(32)}`],
  ["a Mailgun key", `key-${hex(32)}`],
  ["an npm token", `npm_${letters(36)}`],
  ["a Docker Hub token", `dckr_pat_${letters(27)}`],
  ["an Anthropic key", `sk-ant-api03-${letters(93)}AA`],
  ["an OpenAI key", `sk-proj-${letters(74)}T3BlbkFJ${letters(74)}`],
  ["a Pulumi token", `pul-${hex(40)}`],
  ["a Vault token", `hvs.${letters(95)}`],
  ["a DigitalOcean token", `dop_v1_${hex(64)}`],
  ["a Grafana token", `glsa_${letters(32)}_${hex(8)}`],
  ["a Shopify token", `shpat_${hex(32)}`],
  ["a Telegram bot token", `123456789:AA${letters(33)}`],
];

/** What looks like one, and is none. */
const PLAIN = [
  "https://example.com:8443/path",
  "libsql://shop.turso.io",
  "postgres://app@db:5432/app",
  // The password is a reference, which is what such a URL should hold.
  "postgres://app:$PASSWORD@db/app",
  "postgres://app:$(DB_PASSWORD)@db/app",
  "postgres://app:{{ .password }}@db/app",
  "redis://:<password>@cache:6379",
  "-----BEGIN CERTIFICATE-----",
  "-----BEGIN PUBLIC KEY-----",
  "platform@example.com",
  "git@github.com:owner/name.git",
  "projects/shop/secrets/db-password/versions/latest",
  "registry.example/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "authorization: Bearer $TOKEN",
  'http.request.headers["authorization"][0]',
  "pk_live_51H8",
  "task_test_runner_of_the_shop",
  "key-value-store",
  "disk-live_migration",
];

describe("shapes of credentials", () => {
  for (const [kind, text] of CREDENTIALS) {
    it(`include that of ${kind}: ${text.slice(0, 12)}…`, () => {
      expect(credentialIn(`x ${text} y`)).to.equal(kind);
      expect(credentialIn(JSON.stringify({ text }))).to.equal(kind);
    });
  }

  it("are not seen in what is none", () => {
    for (const text of PLAIN) {
      expect(credentialIn(text), text).to.equal(undefined);
    }
  });

  it("cover the credential from its first to its last character", () => {
    for (const [kind, text] of CREDENTIALS.filter(
      ([kind]) => kind.endsWith("key") || kind.endsWith("token"),
    )) {
      const ranges = [...shapesIn(`x ${text}`)].map(({ start, end }) => `x ${text}`.slice(start, end));
      expect(
        ranges.some((range) => text.endsWith(range)),
        `${kind}: ${ranges}`,
      ).to.equal(kind !== "a Google service account key");
    }
  });

  it("have a hint in each of their texts", () => {
    for (const { kind, hint } of SHAPES) {
      for (const [, text] of CREDENTIALS.filter(([each]) => each === kind)) {
        expect(
          SHAPES.filter((shape) => shape.kind === kind).some((shape) => shape.hint.test(text)),
          `${kind} ${hint}`,
        ).to.equal(true);
      }
    }
  });
});

describe("names of credentials", () => {
  for (const name of [
    "DB_PASSWORD",
    "dbPassword",
    "db-password",
    "PGPASSWORD",
    "MYSQL_PWD",
    "SMTP_PASS",
    "PASS",
    "passphrase",
    "AUTH_TOKEN",
    "authToken",
    "accesstoken",
    "GITHUB_TOKEN_2",
    "STRIPE_SECRET",
    "clientSecret",
    "JWT_SECRET_PROD",
    "API_KEY",
    "apiKey",
    "x-api-key",
    "APIKey",
    "SECRET_KEY_BASE",
    "AWS_SECRET_ACCESS_KEY",
    "privateKey",
    "SSH_PRIVATE_KEY",
    "ENCRYPTION_KEY",
    "credentials",
    "GOOGLE_CREDENTIALS",
    "secretData",
  ]) {
    it(`include ${name}`, () => {
      expect(namesCredential(name)).to.equal(true);
    });
  }

  for (const name of [
    "PUBLIC_KEY",
    "publicKey",
    "NEXT_PUBLIC_API_KEY",
    "KEYSPACE",
    "KEY_ID",
    "keyId",
    "AWS_ACCESS_KEY_ID",
    "PRIMARY_KEY",
    "primaryKey",
    "PARTITION_KEY",
    "CACHE_KEY",
    "TOKEN_FILE",
    "TOKEN_TTL",
    "PASSWORD_FILE",
    "SECRET_NAME",
    "secretName",
    "MAX_TOKENS_PER_REQUEST",
    "TOKENIZER",
    "BYPASS",
    "COMPASS_URL",
    "PATH",
    "MONKEY",
    "passwordHash",
    "TOKEN_ISSUER",
    "authorName",
    "secretKeyRef",
    "existingSecretName",
    "PASS_THROUGH",
    "TURNSTILE_SITE_KEY",
  ]) {
    it(`do not include ${name}`, () => {
      expect(namesCredential(name)).to.equal(false);
    });
  }
});

describe("settings with credentials", () => {
  for (const [name, value] of [
    ["DB_PASSWORD", "hunter"],
    ["STRIPE_KEY", `sk_live_${letters(24)}`],
    ["SENTRY_DSN", `https://${hex(32)}@o1.ingest.sentry.io/1`],
    ["PAGERDUTY_ROUTING_KEY", hex(32)],
    ["DEPLOY_WEBHOOK", `https://ci.example.com/hooks/${letters(32)}`],
    ["DATABASE", "postgres://app:hunter2@db/app"],
    ["SOMETHING", "q7Zx2LmV9pTr4KcW8nYb3HdF6sGj1RtA"],
    ["config.env", "HOST=db\nDB_PASSWORD=hunter2\n"],
    ["app.ini", "[db]\nuser = app\npassword = hunter2\n"],
    ["app.yaml", "db:\n  user: app\n  password: 'hunter2'\n"],
    ["app.json", '{"db":{"user":"app","password":"hunter2"}}'],
    ["app.properties", "spring.datasource.password=hunter2"],
    ["app.toml", 'api_key = "q7Zx2LmV9pTr4KcW8nYb"\n'],
    ["redis.conf", "bind 0.0.0.0\nrequirepass hunter2\n"],
    ["run.sh", "mysqldump -h db -u app -phunter2 shop"],
    ["run.sh", "curl -u app:hunter2 https://example.com"],
    ["run.sh", "redis-cli -a hunter2 ping"],
    ["run.sh", "backup --password hunter2 --to s3"],
    ["JDBC_URL", "jdbc:postgresql://db/app?user=app&password=hunter2"],
  ] as const) {
    it(`include ${name} = ${value.split("\n")[0]?.slice(0, 20)}`, () => {
      expect(credentialOf(name, value)).to.be.a("string");
    });
  }

  for (const [name, value] of [
    ["DB_PASSWORD", "/run/secrets/password"],
    ["DB_PASSWORD", "$(DB_PASSWORD)"],
    ["API_TOKEN", ["$", "{API_TOKEN}"].join("")],
    ["AUTH_TOKEN", "https://auth.example.com/token"],
    ["TOKEN", "3600s"],
    ["USE_TOKEN", "true"],
    ["IMAGE_DIGEST", `sha256:${hex(64)}`],
    ["COMMIT", hex(40)],
    ["CACHE_KEY", "products-v2"],
    ["CACHE_KEY", "products:list:all"],
    ["REQUEST_ID", "0b5cf0a2-9d5c-4a63-8f6d-2f9e5a6f1c11"],
    ["SRI", "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"],
    ["NEXT_PUBLIC_KEY", "q7Zx2LmV9pTr4KcW8nYb3HdF6sGj1RtA"],
    ["HOST", "primary.howlerops-prod.europe-west1.internal"],
    ["BUCKET", "howleropsProdEuropeWest1Backups2026"],
    ["ZONE_ID", "023e105f4ecef8ad9ca31a8372d0c353"],
    ["app.ini", "password_encryption = scram-sha-256\npasswordFile = /etc/password\n"],
    ["app.py", "password = os.getenv('DB_PASSWORD')\ntoken = request.headers['x']\nsecret = config.secret\n"],
    [
      "app.yaml",
      "auth:\n  existingSecret: db-login\n  secretKey: password\n  token: '{{ .Values.token }}'\n",
    ],
    ["run.sh", 'PASSWORD="$(cat /run/secrets/password)"\npsql "host=db password=$PASSWORD"'],
    ["run.sh", "# password=hunter2 in a comment\n"],
    ["rules.yaml", 'expr: rate(auth_token_total{key="a"}[5m]) > 3\nsummary: webhooks pass: past the limit'],
    [
      "external.yaml",
      "secretKey: .dockerconfigjson\nsecretKey: tls.key\nsecretKey: API_KEY_V2\nsecretKey: dbPassword2\n",
    ],
    ["openapi.json", '{"password":{"type":"string"},"token":"string"}'],
    ["config", Buffer.from("apiVersion: v1\nkind: Config\nclusters: []\nContexts: 12").toString("base64")],
  ] as const) {
    it(`do not include ${name} = ${value.split("\n")[0]?.slice(0, 40)}`, () => {
      expect(credentialOf(name, value)).to.equal(undefined);
    });
  }
});
