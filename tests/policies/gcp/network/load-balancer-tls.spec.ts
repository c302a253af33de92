import { UNKNOWN } from "#graph/model";
import { loadBalancerTls } from "#policies/gcp/network/load-balancer-tls";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const POLICY = "gcp:compute/sSLPolicy:SSLPolicy";
const PROXY = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";

describeRule(loadBalancerTls, {
  passes: {
    "a policy with strong ciphers of its own": [
      resource(POLICY, {
        minTlsVersion: "TLS_1_2",
        profile: "CUSTOM",
        customFeatures: ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
      }),
    ],
    "a proxy with a modern policy": [
      resource(POLICY, { minTlsVersion: "TLS_1_2", profile: "MODERN" }),
      resource(PROXY, { sslPolicy: "projects/test-project/global/sslPolicies/modern" }),
    ],
  },
  fails: {
    "regional and TCP proxies without a policy": {
      stack: [
        resource("gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy", { urlMap: "map" }),
        resource("gcp:compute/targetSSLProxy:TargetSSLProxy", { backendService: "service" }),
      ],
      findings: [
        "the proxy has no TLS policy and accepts TLS 1.0 [sslPolicy]",
        "the proxy has no TLS policy and accepts TLS 1.0 [sslPolicy]",
      ],
    },
    "a regional policy with ciphers of its own": {
      stack: [
        resource("gcp:compute/regionSslPolicy:RegionSslPolicy", {
          minTlsVersion: "TLS_1_1",
          profile: "CUSTOM",
          customFeatures: ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
        }),
      ],
      findings: [
        "the policy accepts weak ciphers (TLS_RSA_WITH_3DES_EDE_CBC_SHA) [customFeatures]",
        "the policy accepts TLS_1_1 [minTlsVersion]",
      ],
    },
    "a proxy without a policy": {
      stack: [resource(PROXY, { urlMap: "map" })],
      findings: ["the proxy has no TLS policy and accepts TLS 1.0 [sslPolicy]"],
    },
    "a policy that says nothing": {
      stack: [resource(POLICY, { name: "weak" })],
      findings: [
        "the policy accepts TLS_1_0 (the default) [minTlsVersion]",
        "the policy accepts weak ciphers (profile COMPATIBLE) [profile]",
      ],
    },
  },
  unknown: {
    "a policy that is not made yet": { stack: [resource(PROXY, { sslPolicy: UNKNOWN })], at: ["sslPolicy"] },
  },
});
