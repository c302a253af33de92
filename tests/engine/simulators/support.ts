import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WireRecord } from "../provider/wire.ts";
import { Cloud } from "./cloud/cloud.ts";
import { cloudflare } from "./cloudflare/cloudflare.ts";
import { googleCloud } from "./gcp/gcp.ts";
import { shapesOf } from "./sdk/shapes.ts";
import { Simulator } from "./simulator.ts";

export const NETWORK = "gcp:compute/network:Network";
export const DATABASE = "gcp:sql/databaseInstance:DatabaseInstance";
export const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";
export const CLUSTER = "gcp:container/cluster:Cluster";
export const ZONE = "cloudflare:index/zone:Zone";
export const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
export const RULESET = "cloudflare:index/ruleset:Ruleset";

/** A Google Cloud and a Cloudflare, new for each test of the suite that calls this, and requests to them. */
export function simulatedClouds() {
  let folder: string;
  let cloud: Cloud;
  let google: Simulator;
  let edge: Simulator;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-cloud-"));
    cloud = new Cloud(join(folder, "cloud.sqlite"));
    const shapes = shapesOf("gcp");
    google = new Simulator(cloud, shapes, googleCloud(shapes));
    edge = new Simulator(cloud, shapesOf("cloudflare"), cloudflare(shapesOf("cloudflare")));
    await google.configure({ args: { project: "p", region: "us-central1", zone: "us-central1-a" } });
  });

  afterEach(() => {
    cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const subject = (type: string, name = "it") => ({ urn: `urn:pulumi:s::p::${type}::${name}`, type, name });
  const simulator = (type: string) => (type.startsWith("gcp:") ? google : edge);
  const create = (type: string, inputs: WireRecord, preview = false) =>
    simulator(type).create({ ...subject(type), inputs, preview, timeoutSeconds: 0 });
  return {
    /** What the simulators of the running test keep. */
    cloud: () => cloud,
    check: async (type: string, news: WireRecord, olds: WireRecord = {}) =>
      simulator(type).check({ ...subject(type), olds, news, randomSeed: Buffer.from("abcdefgh") }),
    diff: (type: string, oldInputs: WireRecord, news: WireRecord) =>
      simulator(type).diff({ ...subject(type), id: "", olds: oldInputs, oldInputs, news, ignoreChanges: [] }),
    create,
    read: (type: string, id: string) =>
      simulator(type).read({ ...subject(type), id, inputs: {}, outputs: {} }),
    remove: (type: string, id: string, olds: WireRecord = { zoneId: "" }) =>
      simulator(type).delete({ ...subject(type), id, olds, oldInputs: {}, timeoutSeconds: 0 }),
    /** The id of a new zone. */
    zone: async () => (await create(ZONE, { name: "example.com", account: { id: "a" } })).id,
  };
}

/** What a request fails with; undefined where it does not fail. */
export function errorOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The words that a request fails with. */
export async function words(request: Promise<unknown>): Promise<string> {
  return String(await errorOf(request));
}
