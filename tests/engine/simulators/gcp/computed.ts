import { createHash, randomBytes } from "node:crypto";
import type { Wire, WireRecord } from "../../provider/wire.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Context, Identity, Wish } from "../kind.ts";

/** The project's number, which addresses of Google's own service accounts hold. */
export const PROJECT_NUMBER = "648093315542";

type Compute = (identity: Wish & Identity, context: Context) => WireRecord;

/** Hosts and versions of selfLinks, by module. Source: the REST references of these APIs. */
const LINKS: Readonly<Record<string, string>> = {
  compute: "https://www.googleapis.com/compute/v1/",
  container: "https://container.googleapis.com/v1/",
  sql: "https://sqladmin.googleapis.com/sql/v1beta4/",
  storage: "https://www.googleapis.com/storage/v1/b/",
};

/** Members that have the same form wherever they occur. */
const COMMON: Readonly<Record<string, (identity: Wish & Identity) => Wire>> = {
  selfLink: ({ type, id }) => `${LINKS[type.split(/[:/]/)[1] ?? ""] ?? "https://www.googleapis.com/"}${id}`,
  creationTimestamp: () => new Date().toISOString().replace("Z", "-00:00"),
  createTime: () => new Date().toISOString(),
  updateTime: () => new Date().toISOString(),
  timeCreated: () => new Date().toISOString(),
  updated: () => new Date().toISOString(),
  uniqueId: numericId,
  uid: () => randomBytes(16).toString("hex"),
  etag: () => `BwY${randomBytes(6).toString("base64url")}=`,
  fingerprint: () => `${randomBytes(8).toString("base64url")}=`,
  labelFingerprint: () => `${randomBytes(8).toString("base64url")}=`,
  generatedId: numericId,
  networkId: numericId,
  subnetworkId: numericId,
  numericId,
};

/** Members of single kinds: those that programs read, and those that have a form of their own. */
const MEMBERS: Readonly<Record<string, Compute>> = {
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": ({ inputs, id }) => {
    const perProject = inputs["type"] === "PER_PROJECT_RECORD";
    const name = perProject ? `_acme-challenge_${sha256(id).slice(0, 16)}` : "_acme-challenge";
    const data = `${randomUuid()}.${Number.parseInt(sha256(id).slice(0, 1), 16)}.authorize.certificatemanager.goog.`;
    return { dnsResourceRecords: [{ name: `${name}.${inputs["domain"]}.`, type: "CNAME", data }] };
  },
  "gcp:compute/address:Address": ({ inputs, id }, { cloud }) => ({
    address:
      inputs["addressType"] === "INTERNAL"
        ? internalAddress(cloud.next("10.128"))
        : externalAddress(id, cloud.next("address")),
    users: [],
  }),
  "gcp:compute/globalAddress:GlobalAddress": ({ inputs, id }, { cloud }) => ({
    address:
      inputs["purpose"] === "VPC_PEERING"
        ? `10.${100 + cloud.next("peering")}.0.0`
        : externalAddress(id, cloud.next("address")),
    prefixLength: 16,
  }),
  "gcp:compute/network:Network": ({ id }) => ({
    gatewayIpv4: "",
    networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
    selfLinkWithId: `${LINKS["compute"]}${id}`,
    mtu: 1460,
  }),
  "gcp:compute/subnetwork:Subnetwork": ({ inputs }) => ({
    gatewayAddress: firstAddress(String(inputs["ipCidrRange"])),
  }),
  "gcp:container/cluster:Cluster": ({ id }, { cloud }) => {
    const number = cloud.next("cluster");
    const token = sha256(id).slice(0, 24);
    return {
      endpoint: externalAddress(id, cloud.next("address")),
      masterVersion: "1.35.2-gke.1269000",
      masterAuth: {
        clusterCaCertificate: Buffer.from(certificate(id)).toString("base64"),
        clientCertificate: "",
      },
      servicesIpv4Cidr: "34.118.224.0/20",
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { endpoint: `gke-${token}-${PROJECT_NUMBER}.us-central1.gke.goog` },
      },
      privateClusterConfig: {
        privateEndpoint: internalAddress(number),
        publicEndpoint: externalAddress(id, number),
      },
    };
  },
  "gcp:container/nodePool:NodePool": ({ id }) => ({
    version: "1.35.2-gke.1269000",
    instanceGroupUrls: [
      `${LINKS["compute"]}${id.split("/locations")[0]}/zones/us-central1-a/instanceGroupManagers/gke-${sha256(id).slice(0, 8)}-grp`,
    ],
  }),
  "gcp:kms/cryptoKey:CryptoKey": ({ id }) => ({
    primaries: [{ name: `${id}/cryptoKeyVersions/1`, state: "ENABLED" }],
  }),
  "gcp:monitoring/alertPolicy:AlertPolicy": ({ id }) => ({ name: id }),
  "gcp:monitoring/notificationChannel:NotificationChannel": ({ id }) => ({ name: id }),
  "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig": ({ id }) => ({
    name: id,
    uptimeCheckId: id.split("/").at(-1) ?? "",
  }),
  "gcp:projects/serviceIdentity:ServiceIdentity": ({ inputs }) => {
    const email = serviceAgent(String(inputs["service"]));
    return { email, member: `serviceAccount:${email}` };
  },
  "gcp:redis/instance:Instance": (_subject, { cloud }) => {
    const number = cloud.next("redis");
    return {
      host: internalAddress(4 * number),
      port: 6378,
      readEndpoint: internalAddress(4 * number + 1),
      readEndpointPort: 6378,
      currentLocationId: "us-central1-a",
      authString: randomUuid(),
      persistenceIamIdentity: `serviceAccount:service-${PROJECT_NUMBER}@cloud-redis.iam.gserviceaccount.com`,
      serverCaCerts: [
        { cert: certificate("redis"), serialNumber: "0", sha1Fingerprint: sha256("redis").slice(0, 40) },
      ],
    };
  },
  "gcp:secretmanager/secret:Secret": ({ id }) => ({
    name: id.replace(/^projects\/[^/]+/, `projects/${PROJECT_NUMBER}`),
  }),
  "gcp:secretmanager/secretVersion:SecretVersion": ({ id }) => ({
    name: id,
    version: id.split("/").at(-1) ?? "",
  }),
  "gcp:serviceaccount/account:Account": ({ id }) => {
    const email = id.split("/").at(-1) ?? "";
    return { email, member: `serviceAccount:${email}`, name: id };
  },
  "gcp:servicenetworking/connection:Connection": () => ({ peering: "servicenetworking-googleapis-com" }),
  "gcp:sql/databaseInstance:DatabaseInstance": ({ id, inputs }, { cloud, config }) => {
    const name = id.split("/").at(-1) ?? "";
    const region = String(inputs["region"] ?? config["region"]);
    const address = internalAddress(1000 + cloud.next("sql"));
    return {
      connectionName: `${inputs["project"] ?? config["project"]}:${region}:${name}`,
      dnsName: `${sha256(id).slice(0, 12)}.${sha256(region).slice(0, 12)}.${region}.sql.goog.`,
      privateIpAddress: address,
      firstIpAddress: address,
      ipAddresses: [{ ipAddress: address, type: "PRIVATE" }],
      serviceAccountEmailAddress: `p${PROJECT_NUMBER}-${sha256(id).slice(0, 6)}@gcp-sa-cloud-sql.iam.gserviceaccount.com`,
      serverCaCerts: [
        {
          cert: certificate(id),
          commonName: "Google Cloud SQL Server CA",
          sha1Fingerprint: sha256(id).slice(0, 40),
        },
      ],
    };
  },
  "gcp:storage/bucket:Bucket": ({ id }) => ({ url: `gs://${id}`, projectNumber: Number(PROJECT_NUMBER) }),
};

/** Top-level properties that a cloud fills in for a resource; `open` names those that nobody gave. */
export function computedOf(
  identity: Wish & Identity,
  open: readonly string[],
  context: Context,
  before: CloudObject | undefined,
): WireRecord {
  const { type, inputs } = identity;
  const { config, shape } = context;
  const labelled = "effectiveLabels" in shape.outputs ? labels(inputs, config) : {};
  if (before) {
    return { ...before.computed, ...labelled };
  }
  const region = inputs["region"] ?? config["region"] ?? "";
  const places: WireRecord = {
    project: inputs["project"] ?? config["project"] ?? "",
    region,
    zone: config["zone"] ?? "",
    location: inputs["location"] ?? region,
    name: identity.name,
  };
  const common = open.flatMap((name) => {
    const value = COMMON[name]?.(identity) ?? places[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(common), ...labelled, ...MEMBERS[type]?.(identity, context) };
}

/** Labels as the provider sends them: its own default ones, the resource's, and its mark. */
function labels({ labels: own = {} }: WireRecord, { defaultLabels = {} }: WireRecord): WireRecord {
  const defaults = typeof defaultLabels === "string" ? JSON.parse(defaultLabels) : defaultLabels;
  const pulumiLabels = { ...defaults, ...(own as WireRecord) };
  return { pulumiLabels, effectiveLabels: { ...pulumiLabels, "goog-pulumi-provisioned": "true" } };
}

/** Google's own service account of a service. Source: Google Cloud, Service agents. */
export function serviceAgent(service: string): string {
  const [short = ""] = service.split(".");
  const host = SERVICE_AGENT_HOSTS[short] ?? `gcp-sa-${short}`;
  return `service-${PROJECT_NUMBER}@${host}.iam.gserviceaccount.com`;
}

const SERVICE_AGENT_HOSTS: Readonly<Record<string, string>> = {
  container: "container-engine-robot",
  sqladmin: "gcp-sa-cloud-sql",
  compute: "compute-system",
  redis: "cloud-redis",
  servicenetworking: "service-networking",
};

function numericId({ type, id }: Wish & Identity): string {
  return BigInt(`0x${sha256(`${type} ${id}`).slice(0, 15)}`)
    .toString()
    .padStart(19, "4");
}

/** No two are alike: 34.0.0.0/8 and 35.0.0.0/8 are Google's. */
function externalAddress(_id: string, number: number): string {
  return `34.${120 + Math.floor(number / 62500)}.${1 + (Math.floor(number / 250) % 250)}.${1 + (number % 250)}`;
}

function internalAddress(number: number): string {
  return `10.128.${Math.floor(number / 250)}.${2 + (number % 250)}`;
}

function firstAddress(range: string): string {
  return (range.split("/")[0] ?? "").replace(/\d+$/, (last) => String(Number(last) + 1));
}

function randomUuid(): string {
  return crypto.randomUUID();
}

function certificate(of: string): string {
  const text = Buffer.from(sha256(of).repeat(4)).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
