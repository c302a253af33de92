import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, isRecord, isSecret, isUnknown, type Node, type Value } from "#graph/model";
import { record } from "#graph/record/record";
import { factsOf } from "#models/provider-facts/facts";
import { ROOT } from "#tools/docs/page";
import type { Wire, WireRecord } from "../engine/provider/wire.ts";
import { diffOf } from "../engine/simulators/rules/diff.ts";
import { answerOf, withNeverRead } from "../engine/simulators/settling/answer.ts";
import { edited } from "../engine/simulators/settling/edit.ts";
import { settlingFacts } from "../engine/simulators/settling/facts.ts";
import { comparedState } from "../engine/simulators/settling/state.ts";
import { stackGraph } from "../support/stacks.ts";
import { goldenStacks } from "./golden.ts";

type Planned = Pick<Node, "type" | "name" | "settings"> & { readonly inputs: WireRecord };

/** A planned value as the cloud gets it; what is known later is a reference. */
function sent(value: Value): Wire {
  if (isUnknown(value) || isSecret(value)) {
    return "projects/p/global/things/it";
  }
  if (Array.isArray(value)) {
    return value.map(sent);
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sent(member)]))
    : (value as Wire);
}

function planned({ nodes }: Graph): Planned[] {
  return nodes
    .filter(({ type, read }) => /^(gcp|cloudflare):/.test(type) && !read)
    .map(({ type, name, settings, inputs }) => ({
      type,
      name,
      settings,
      inputs: sent(inputs) as WireRecord,
    }));
}

/** The program's inputs with the old values at the paths that updates ignore, as the engine hands them on. */
function ignoring({ inputs, settings }: Planned, olds: WireRecord): WireRecord {
  return (settings.ignoreChanges ?? []).reduce((news, path) => {
    const steps = path.split(".");
    const old = steps.reduce<Wire | undefined>(
      (at, step) => (typeof at === "object" && at !== null ? (at as WireRecord)[step] : undefined),
      olds,
    );
    return edited(news, steps, () => old);
  }, inputs);
}

/** What an update of an unchanged program changes, right after the creation and after a refresh. */
function unsettled(resource: Planned): string[] {
  const { type, name, inputs } = resource;
  const facts = factsOf(type);
  expect(facts, type).not.to.equal(undefined);
  const read = withNeverRead(type, answerOf({ type, inputs, computed: {} }), inputs);
  const written = type.startsWith("gcp:") ? read : inputs;
  const differences = (when: string, oldInputs: WireRecord, olds: WireRecord) => {
    const news = ignoring(resource, oldInputs);
    const state = comparedState({ oldInputs, olds }, news, settlingFacts(type));
    const { detailed = {} } = facts ? diffOf(state, news, facts, settlingFacts(type)) : {};
    return Object.keys(detailed).map((path) => `${name} ${path} ${when}`);
  };
  return [...differences("after creation", inputs, written), ...differences("after refresh", read, read)];
}

const CLUSTER = "gcp:container/cluster:Cluster";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const SECRET = "gcp:secretmanager/secret:Secret";

describe("resources that a program does not change", () => {
  for (const stack of goldenStacks()) {
    it(`B1, B2, B3, B4 settle in ${stack}`, async () => {
      expect(planned(await stackGraph(stack)).flatMap(unsettled)).to.deep.equal([]);
    });
  }

  for (const file of globSync("docs/examples/*/*.ts", { cwd: ROOT }).sort()) {
    it(`B1, B2, B3, B4 settle in ${file}`, async () => {
      const { program } = (await import(pathToFileURL(join(ROOT, file)).href)) as { program: () => Inputs };
      const graph = await record(program, { project: "example", stack: "dev", root: ROOT });
      expect(planned(graph).flatMap(unsettled)).to.deep.equal([]);
    });
  }

  const resource = (type: string, inputs: WireRecord, ignoreChanges: readonly string[] = []): Planned => ({
    type,
    name: "it",
    settings: { ignoreChanges },
    inputs,
  });
  const offline = { controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } };
  const past = { rotation: { nextRotationTime: "2020-01-01T00:00:00Z", rotationPeriod: "7776000s" } };

  it("B1 do not with networks authorized for endpoints that are off", () => {
    const cluster = resource(CLUSTER, { ...offline, masterAuthorizedNetworksConfig: { cidrBlocks: [] } });
    expect(unsettled(cluster)).to.deep.equal([
      "it masterAuthorizedNetworksConfig after creation",
      "it masterAuthorizedNetworksConfig after refresh",
    ]);
    expect(unsettled(resource(CLUSTER, offline))).to.deep.equal([]);
  });

  it("B1 do not with a zonal cluster's own zone", () => {
    const zonal = resource(CLUSTER, { location: "r-a", nodeLocations: ["r-a", "r-b"] });
    expect(unsettled(zonal)).to.have.length(4);
  });

  it("B2 do not with a rotation that the service has moved on, unless it is ignored", () => {
    expect(unsettled(resource(SECRET, past))).to.include("it rotation.nextRotationTime after refresh");
    expect(unsettled(resource(SECRET, past, ["rotation.nextRotationTime"])).slice(1)).to.deep.equal([]);
  });

  it("B3 do not with capitals and final dots", () => {
    const mail = resource(RECORD, { type: "MX", name: "Example.com", content: "a.example.", priority: 1 });
    expect(unsettled(mail)).to.deep.equal(["it content after refresh", "it name after refresh"]);
    expect(unsettled(resource(RECORD, { type: "MX", name: "a.example", content: "." }))).to.deep.equal([]);
    const alias = resource(RECORD, { type: "cname", name: "a.example", content: "b.example" });
    expect(unsettled(alias)).to.deep.equal(["it type after refresh"]);
  });

  it("B4 do not with DNSSEC that is not published, unless it is ignored", () => {
    const dnssec = "cloudflare:index/zoneDnssec:ZoneDnssec";
    expect(unsettled(resource(dnssec, { status: "active" }))).to.deep.equal(["it status after refresh"]);
    expect(unsettled(resource(dnssec, { status: "active" }, ["status"]))).to.deep.equal([]);
  });

  it("settle where the provider takes one form for the other", () => {
    const same: readonly Planned[] = [
      resource("gcp:storage/bucket:Bucket", { location: "us-central1" }),
      resource("gcp:compute/firewall:Firewall", { network: "projects/p/global/networks/n" }),
      resource("gcp:sql/user:User", { password: "s", name: "n" }),
      resource(CLUSTER, {
        maintenancePolicy: { recurringWindow: { recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU" } },
      }),
    ];
    expect(same.flatMap(unsettled)).to.deep.equal([]);
  });
});
