import { propertyRules } from "../../property-rule.ts";

const ZONE = "gcp:dns/managedZone:ManagedZone";
const FUNCTION = "gcp:cloudfunctions/function:Function";
const FUNCTION_V2 = "gcp:cloudfunctionsv2/function:Function";
const NOTEBOOK = "gcp:notebooks/instance:Instance";
const WORKBENCH = "gcp:workbench/instance:Instance";
const DATAPROC = "gcp:dataproc/cluster:Cluster";
const DATA_FUSION = "gcp:datafusion/instance:Instance";
const BUILD_POOL = "gcp:cloudbuild/workerPool:WorkerPool";
const DATAFLOW = "gcp:dataflow/job:Job";
const ALLOYDB = "gcp:alloydb/instance:Instance";

/** Where each service turns public addresses of its machines off. */
const PRIVATE: Readonly<Record<string, string>> = {
  [BUILD_POOL]: "workerConfig.noExternalIp",
  [DATA_FUSION]: "privateInstance",
  [DATAPROC]: "clusterConfig.gceClusterConfig.internalIpOnly",
  [NOTEBOOK]: "noPublicIp",
  [WORKBENCH]: "gceSetup.disablePublicIp",
};

/** Rules over one setting of other services. */
export const SERVICE_PROPERTY_RULES = propertyRules([
  {
    id: "gcp-dnssec",
    title: "Public zones of Cloud DNS are signed",
    frameworks: { Checkov: ["CKV_GCP_16"], Trivy: ["GCP-0013"] },
    types: [ZONE],
    at: "dnssecConfig.state",
    demand: { is: ["on"], byDefault: "off" },
    unless: (zone) => zone.at("visibility").is("private"),
    finding: "answers of the zone are not signed",
    fix: "set dnssecConfig.state to on, and enter the zone's DS record at the registrar",
    why: "Without signatures a resolver believes forged answers, and visitors are sent to another server.",
  },
  {
    id: "gcp-dnssec-algorithm",
    title: "Zones are not signed with SHA-1",
    frameworks: { Checkov: ["CKV_GCP_17"], Trivy: ["GCP-0012"] },
    types: [ZONE],
    at: "dnssecConfig.defaultKeySpecs[].algorithm",
    demand: { isNot: ["rsasha1"] },
    finding: "the zone is signed with a broken algorithm",
    fix: "use ecdsap256sha256 or rsasha256",
    why: "Collisions of SHA-1 are affordable, and resolvers increasingly treat such zones as unsigned.",
  },
  {
    id: "gcp-private-service-machines",
    title: "Machines of managed services have no public addresses",
    severity: "high",
    frameworks: {
      Checkov: ["CKV_GCP_86", "CKV_GCP_87", "CKV_GCP_89", "CKV_GCP_103", "CKV2_GCP_28"],
    },
    types: Object.keys(PRIVATE),
    at: PRIVATE,
    demand: { is: [true], byDefault: false },
    finding: "its machines have public addresses",
    fix: "set the property to true and give the network a Cloud NAT",
    why: "A machine with a public address is reachable from the internet, bypassing every load balancer and filter.",
  },
  {
    id: "gcp-private-dataflow",
    title: "Workers of Dataflow have no public addresses",
    severity: "high",
    frameworks: { Checkov: ["CKV_GCP_94"] },
    types: [DATAFLOW],
    at: "ipConfiguration",
    demand: { is: ["WORKER_IP_PRIVATE"], byDefault: "WORKER_IP_PUBLIC" },
    finding: "its workers have public addresses",
    fix: "set ipConfiguration to WORKER_IP_PRIVATE and the subnetwork to one with Private Google Access",
    why: "A machine with a public address is reachable from the internet, bypassing every load balancer and filter.",
  },
  {
    id: "gcp-alloydb-public-address",
    title: "AlloyDB instances have no public addresses",
    severity: "high",
    types: [ALLOYDB],
    at: "networkConfig.enablePublicIp",
    demand: { isNot: [true] },
    finding: "the database has a public address",
    fix: "remove enablePublicIp and connect through the network or Private Service Connect",
    why: "A database on the internet is discovered within minutes and attacked with leaked passwords.",
  },
  {
    id: "gcp-function-ingress",
    title: "Functions are reached through the network or a load balancer",
    severity: "low",
    enforcement: "advisory",
    frameworks: { Checkov: ["CKV_GCP_124"] },
    types: [FUNCTION, FUNCTION_V2],
    at: { [FUNCTION]: "ingressSettings", [FUNCTION_V2]: "serviceConfig.ingressSettings" },
    demand: { is: ["ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"], byDefault: "ALLOW_ALL" },
    // Only events start it.
    unless: (each) => each.type === FUNCTION && !each.at("triggerHttp").is(true),
    finding: "the function's own address is reached from the internet",
    fix: "set ingressSettings to ALLOW_INTERNAL_AND_GCLB",
    why: "Requests to the function's own address pass no WAF and no rate limit.",
  },
  {
    id: "gcp-function-https",
    title: "Functions with a web address require HTTPS",
    frameworks: { Checkov: ["CKV2_GCP_10"] },
    types: [FUNCTION],
    at: "httpsTriggerSecurityLevel",
    demand: { is: ["SECURE_ALWAYS"], byDefault: "SECURE_OPTIONAL" },
    unless: (each) => !each.at("triggerHttp").is(true),
    finding: "the function answers plain HTTP",
    fix: "set httpsTriggerSecurityLevel to SECURE_ALWAYS",
    why: "Tokens and content of a plain request are readable on the way.",
  },
]);
