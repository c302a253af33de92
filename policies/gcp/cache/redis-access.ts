import type { PolicyResource } from "../../context.ts";
import { separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

/** Each type's setting for authentication, and the values that enable it. */
const AUTHORIZATION: Readonly<
  Record<string, { readonly path: string; readonly asks: readonly (string | boolean)[] }>
> = {
  "gcp:redis/instance:Instance": { path: "authEnabled", asks: [true] },
  "gcp:redis/cluster:Cluster": { path: "authorizationMode", asks: ["AUTH_MODE_IAM_AUTH"] },
  "gcp:memorystore/instance:Instance": { path: "authorizationMode", asks: ["IAM_AUTH", "TOKEN_AUTH"] },
};

const ENCRYPTED = ["SERVER_AUTHENTICATION", "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION"];

export const redisAccess = resourceRule({
  id: "gcp-redis-access",
  title: "Redis requires authentication and TLS",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_95", "CKV_GCP_97"] },
  appliesTo: Object.keys(AUTHORIZATION),
  fix: "enable authentication and set transitEncryptionMode to SERVER_AUTHENTICATION; both are fixed at creation",
  why: "The cache holds sessions: anyone who reaches its address could read them or impersonate any user.",
  check: (cache) => separately([authenticates, encrypts], (judge) => judge(cache)),
});

function* authenticates(cache: PolicyResource): Iterable<Violation> {
  const authorization = AUTHORIZATION[cache.type];
  if (authorization) {
    const setting = cache.at(authorization.path);
    if (!authorization.asks.some((value) => setting.is(value))) {
      yield setting.violation("the cache requires no authentication");
    }
  }
}

function* encrypts(cache: PolicyResource): Iterable<Violation> {
  const encryption = cache.at("transitEncryptionMode");
  if (!ENCRYPTED.some((mode) => encryption.is(mode))) {
    yield encryption.violation(
      `the cache speaks in plain text (${encryption.text() ?? "no encryption mode"})`,
    );
  }
}
