import type { ImportFormat } from "./format.ts";

/** Resources directly below a project, by name. */
function global(collection: string, list: string): ImportFormat {
  return {
    documented: `projects/{{project}}/global/${collection}/{{name}}`,
    id: `projects/{project}/global/${collection}/{name}`,
    read: `gcloud compute ${list} list lists the names`,
  };
}

function certificates(documented: string, id: string, list: string): ImportFormat {
  return { documented, id, read: `gcloud certificate-manager ${list} list lists the names` };
}

/** Import formats of global load balancers. Source: @pulumi/gcp, the "Import" part of each type. */
export const BALANCING_FORMATS: Readonly<Record<string, ImportFormat>> = {
  "gcp:compute/backendService:BackendService": global("backendServices", "backend-services"),
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": global("forwardingRules", "forwarding-rules"),
  "gcp:compute/healthCheck:HealthCheck": global("healthChecks", "health-checks"),
  "gcp:compute/sSLPolicy:SSLPolicy": global("sslPolicies", "ssl-policies"),
  "gcp:compute/securityPolicy:SecurityPolicy": global("securityPolicies", "security-policies"),
  "gcp:compute/targetHttpProxy:TargetHttpProxy": global("targetHttpProxies", "target-http-proxies"),
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy": global("targetHttpsProxies", "target-https-proxies"),
  "gcp:compute/uRLMap:URLMap": global("urlMaps", "url-maps"),
  "gcp:certificatemanager/certificate:Certificate": certificates(
    "projects/{{project}}/locations/{{location}}/certificates/{{name}}",
    "projects/{project}/locations/global/certificates/{name}",
    "certificates",
  ),
  "gcp:certificatemanager/certificateMap:CertificateMap": certificates(
    "projects/{{project}}/locations/global/certificateMaps/{{name}}",
    "projects/{project}/locations/global/certificateMaps/{name}",
    "maps",
  ),
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": certificates(
    "projects/{{project}}/locations/global/certificateMaps/{{map}}/certificateMapEntries/{{name}}",
    "projects/{project}/locations/global/certificateMaps/{map}/certificateMapEntries/{name}",
    "maps entries",
  ),
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": certificates(
    "projects/{{project}}/locations/{{location}}/dnsAuthorizations/{{name}}",
    "projects/{project}/locations/global/dnsAuthorizations/{name}",
    "dns-authorizations",
  ),
  "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies": {
    documented: "projects/{{project}}/locations/{{location}}/serviceLbPolicies/{{name}}",
    id: "projects/{project}/locations/{location}/serviceLbPolicies/{name}",
    read: "gcloud network-services service-lb-policies list --location=global lists the names",
  },
};
