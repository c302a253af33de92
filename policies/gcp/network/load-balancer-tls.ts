import { resourceRule } from "../../rule.ts";

const SSL_POLICY = "gcp:compute/sSLPolicy:SSLPolicy";
const HTTPS_PROXY = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";

export const loadBalancerTls = resourceRule({
  id: "gcp-load-balancer-tls",
  title: "Load balancers require TLS 1.2 or later",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_4"], Trivy: ["GCP-0039"] },
  appliesTo: [SSL_POLICY, HTTPS_PROXY],
  fix: "give the proxy an sslPolicy with minTlsVersion TLS_1_2 and profile MODERN or RESTRICTED",
  why: "TLS 1.0, the default, is broken, and no current browser needs it.",
  *check(resource) {
    if (resource.type === HTTPS_PROXY) {
      const policy = resource.at("sslPolicy");
      if (!policy.exists()) {
        yield policy.violation("the proxy has no TLS policy and accepts TLS 1.0");
      }
      return;
    }
    const version = resource.at("minTlsVersion");
    if (!version.is("TLS_1_2") && !version.is("TLS_1_3")) {
      yield version.violation(`the policy accepts ${version.text() ?? "TLS_1_0 (the default)"}`);
    }
    const profile = resource.at("profile");
    if (!profile.exists() || profile.is("COMPATIBLE")) {
      yield profile.violation("the policy accepts weak ciphers (profile COMPATIBLE)");
    }
  },
});
