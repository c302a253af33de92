/**
 * What a setting of a name holds: "password" and "secret" a credential, whatever it looks like; "random" a credential
 * if its value looks like one; "public" none.
 */
export type NameMeaning = "password" | "secret" | "random" | "public" | undefined;

const PASSWORDS = /^(pass|passw|passwd|password|passphrase|passcode|pwd)s?$|(password|passwd|passphrase)s?$/;
const SECRETS =
  /(secret|token|credential|apikey|accesskey|secretkey|privatekey|authkey|dockerconfigjson|dockercfg|htpasswd)s?$|^creds?$/;

/** Which keys are credentials, by the word before: others are names of rows, objects and settings. */
const SECRET_KEYS = new Set(
  "api private access secret signing signature encryption encrypt decryption master hmac shared auth account license deploy ssh rsa".split(
    " ",
  ),
);
const RANDOM = new Set([
  "key",
  "keys",
  "dsn",
  "webhook",
  "auth",
  "pat",
  "salt",
  "pepper",
  "psk",
  "plaintext",
  "pin",
  "cookie",
]);

/** Words that say that everyone may know the value, or that it stands for another. */
const PUBLIC = new Set(
  "public publishable pub site id ids name names hash digest checksum sha sha256 etag fingerprint thumbprint commit revision version integrity certificate cert crt ca csr".split(
    " ",
  ),
);

/** Words after the one that counts: `DB_PASSWORD_PROD`, `SECRET_KEY_BASE`, `API_TOKEN_2`, `secretData`. */
const QUALIFIERS =
  /^(\d+|v\d+|prod|production|live|dev|development|staging|test|old|new|current|previous|next|primary|secondary|value|text|plain|plaintext|raw|base|base64|b64|default|string|str|data|wo)$/;

/** What the name of a setting says, in any spelling: `DB_PASSWORD`, `apiKey`, `auth-token`, `PGPASSWORD`. */
export function meaningOf(name: string): NameMeaning {
  if (!meanings.has(name)) {
    meanings.set(name, judge(name));
  }
  return meanings.get(name);
}

/** Names repeat: those of fields are few. */
const meanings = new Map<string, NameMeaning>();

function judge(name: string): NameMeaning {
  const words = wordsOf(name);
  while (words.length > 1 && QUALIFIERS.test(words.at(-1) ?? "")) {
    words.pop();
  }
  const last = words.at(-1)?.replace(/(?<=^[a-z]{3,})\d$/, "") ?? "";
  const before = words.at(-2) ?? "";
  if (
    words.some((word) => ["public", "publishable", "pub", "site"].includes(word)) ||
    PUBLIC.has(words.at(-1) ?? "")
  ) {
    return "public";
  }
  if (PASSWORDS.test(last)) {
    return "password";
  }
  if (SECRETS.test(last) || (/^keys?$/.test(last) && SECRET_KEYS.has(before))) {
    return "secret";
  }
  const isWebhook = /^(url|uri|endpoint)s?$/.test(last) && before === "webhook";
  return RANDOM.has(last) || isWebhook ? "random" : undefined;
}

/** Whether a setting of this name is expected to hold a credential, rather than a reference to one. */
export function namesCredential(name: string): boolean {
  const meaning = meaningOf(name);
  return meaning === "password" || meaning === "secret";
}

/** The words of a name, in lower case. A prefix that ends with a slash, as of annotations, does not count. */
function wordsOf(name: string): string[] {
  return (name.split("/").at(-1) ?? "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
