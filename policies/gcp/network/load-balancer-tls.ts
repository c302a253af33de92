import type { PolicyResource } from "../../context.ts";
import { type Outcome, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const POLICIES = ["gcp:compute/sSLPolicy:SSLPolicy", "gcp:compute/regionSslPolicy:RegionSslPolicy"];
const PROXIES = [
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  "gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy",
  "gcp:compute/targetSSLProxy:TargetSSLProxy",
];

export const loadBalancerTls = resourceRule({
  id: "gcp-load-balancer-tls",
  title: "Load balancers require TLS 1.2 or later",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_4"], Trivy: ["GCP-0039"] },
  appliesTo: [...POLICIES, ...PROXIES],
  fix: "give the proxy an sslPolicy with minTlsVersion TLS_1_2 and profile MODERN or RESTRICTED",
  why: "TLS 1.0, the default, is broken, and no current browser needs it.",
  *check(resource) {
    if (POLICIES.includes(resource.type)) {
      yield* ofPolicy(resource);
      return;
    }
    const policy = resource.at("sslPolicy");
    if (!policy.exists()) {
      yield policy.violation("the proxy has no TLS policy and accepts TLS 1.0");
    }
  },
});

function ofPolicy(policy: PolicyResource): Iterable<Outcome> {
  return separately([ofVersion, ofProfile, ofFeatures], (judge) => judge(policy));
}

function* ofVersion(policy: PolicyResource): Iterable<Violation> {
  const version = policy.at("minTlsVersion");
  if (!version.is("TLS_1_2") && !version.is("TLS_1_3")) {
    yield version.violation(`the policy accepts ${version.text() ?? "TLS_1_0 (the default)"}`);
  }
}

function* ofProfile(policy: PolicyResource): Iterable<Violation> {
  const profile = policy.at("profile");
  if (!profile.exists() || profile.is("COMPATIBLE")) {
    yield profile.violation("the policy accepts weak ciphers (profile COMPATIBLE)");
  }
}

/** Key exchange without forward secrecy, which no other profile has. Source: Compute Engine, SSL policies, features. */
function* ofFeatures(policy: PolicyResource): Iterable<Violation> {
  const features = policy.at("customFeatures");
  const isCustom = policy.at("profile").is("CUSTOM");
  const weak = isCustom ? features.texts().filter((name) => name.startsWith("TLS_RSA_")) : [];
  if (weak.length > 0) {
    yield features.violation(`the policy accepts weak ciphers (${weak.join(", ")})`);
  }
}
