import { UNKNOWN } from "#graph/model";
import { redisAccess } from "#policies/gcp/cache/redis-access";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const INSTANCE = "gcp:redis/instance:Instance";
const ENCRYPTED = { transitEncryptionMode: "SERVER_AUTHENTICATION" };

describeRule(redisAccess, {
  passes: {
    "each kind of cache": [
      resource(INSTANCE, { authEnabled: true, ...ENCRYPTED }),
      resource("gcp:redis/cluster:Cluster", {
        authorizationMode: "AUTH_MODE_IAM_AUTH",
        transitEncryptionMode: "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION",
      }),
      resource("gcp:memorystore/instance:Instance", { authorizationMode: "IAM_AUTH", ...ENCRYPTED }),
      resource(
        "gcp:memorystore/instance:Instance",
        { authorizationMode: "TOKEN_AUTH", ...ENCRYPTED },
        { name: "token" },
      ),
    ],
  },
  fails: {
    "each kind that switches it off": {
      stack: [
        resource("gcp:redis/cluster:Cluster", { ...ENCRYPTED, authorizationMode: "AUTH_MODE_DISABLED" }),
        resource(INSTANCE, { ...ENCRYPTED, authEnabled: false }),
      ],
      findings: [
        "the cache requires no authentication [authorizationMode]",
        "the cache requires no authentication [authEnabled]",
      ],
    },
    "a cache that does not say": {
      stack: [resource(INSTANCE, { tier: "BASIC" })],
      findings: [
        "the cache requires no authentication [authEnabled]",
        "the cache speaks in plain text (no encryption mode) [transitEncryptionMode]",
      ],
    },
    "a cache that switches it off": {
      stack: [
        resource("gcp:memorystore/instance:Instance", {
          authorizationMode: "AUTH_DISABLED",
          transitEncryptionMode: "TRANSIT_ENCRYPTION_DISABLED",
        }),
      ],
      findings: [
        "the cache requires no authentication [authorizationMode]",
        "the cache speaks in plain text (TRANSIT_ENCRYPTION_DISABLED) [transitEncryptionMode]",
      ],
    },
  },
  unknown: {
    "a mode that is not known": {
      stack: [resource(INSTANCE, { authEnabled: true, transitEncryptionMode: UNKNOWN })],
      at: ["transitEncryptionMode"],
    },
  },
});
