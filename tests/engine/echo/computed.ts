import type { ResourceIdentity } from "../provider/provider.ts";
import { secret, type WireRecord } from "../provider/wire.ts";

type Compute = (identity: ResourceIdentity, inputs: WireRecord) => WireRecord;

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\necho\n-----END CERTIFICATE-----";

/** What generated secrets are made of, to be looked for where it must not be. */
export const SECRET_TEXT = "AskNobodyForThis";

/** Members that programs read and that only a cloud can fill, by type token or by the token of a function. */
const MEMBERS: Readonly<Record<string, Compute>> = {
  "cloudflare:index/getIpRanges:getIpRanges": () => ({
    ipv4Cidrs: ["173.245.48.0/20", "103.21.244.0/22"],
    ipv6Cidrs: ["2400:cb00::/32"],
  }),
  "cloudflare:index/zone:Zone": () => ({ nameServers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"] }),
  "cloudflare:index/zoneDnssec:ZoneDnssec": () => ({ ds: "example.com. 3600 IN DS 2371 13 2 ECHO" }),
  "gcp:compute/address:Address": () => ({ address: "203.0.113.20" }),
  "gcp:compute/globalAddress:GlobalAddress": () => ({ address: "203.0.113.10" }),
  "gcp:container/cluster:Cluster": ({ name }) => ({
    endpoint: "203.0.113.30",
    masterAuth: { clusterCaCertificate: "Y2VydGlmaWNhdGU=" },
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: `${name}.gke.example` } },
  }),
  "gcp:projects/serviceIdentity:ServiceIdentity": (_identity, { service = "" }) => {
    const email = `service-1@gcp-sa-${String(service).split(".")[0]}.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  },
  "gcp:redis/instance:Instance": () => ({
    host: "10.0.0.4",
    port: 6378,
    readEndpoint: "10.0.0.5",
    readEndpointPort: 6378,
    authString: secret(SECRET_TEXT),
    serverCaCerts: [{ cert: CERTIFICATE }],
  }),
  "gcp:serviceaccount/account:Account": ({ name }, { accountId = name, project = "echo" }) => {
    const email = `${String(accountId)}@${String(project)}.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  },
  "gcp:sql/databaseInstance:DatabaseInstance": ({ name }) => ({
    connectionName: `echo:us-central1:${name}`,
    dnsName: `${name}.sql.goog`,
    privateIpAddress: "10.0.0.3",
    serverCaCerts: [{ cert: CERTIFICATE }],
  }),
  "random:index/randomBytes:RandomBytes": (_identity, { length = 16 }) => ({
    base64: secret(Buffer.alloc(Number(length), SECRET_TEXT).toString("base64")),
    hex: secret(Buffer.alloc(Number(length), SECRET_TEXT).toString("hex")),
  }),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d", b64Url: "ChssPQ" }),
  "random:index/randomPassword:RandomPassword": (_identity, { length = 16 }) => ({
    result: secret(SECRET_TEXT.repeat(10).slice(0, Number(length))),
  }),
};

/** Members that every resource of a package computes. */
const OF_PACKAGE: Readonly<Record<string, Compute>> = {
  gcp: ({ name }) => ({ name, selfLink: `https://www.googleapis.com/${name}` }),
  kubernetes: ({ name }) => ({ metadata: { name, namespace: "default", uid: `uid-of-${name}` } }),
};

/** What a kind of resource computes besides its inputs; nothing for a kind that no program asks. */
export function computedMembers(identity: ResourceIdentity, inputs: WireRecord): WireRecord {
  const [ofPackage = ""] = identity.type.split(":");
  return { ...OF_PACKAGE[ofPackage]?.(identity, inputs), ...MEMBERS[identity.type]?.(identity, inputs) };
}
