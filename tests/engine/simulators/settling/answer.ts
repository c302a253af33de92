import { normalName } from "#models/dns/names";
import { valueTable } from "#models/provider-facts/values/value-rules";
import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";
import { stepsOf } from "../rules/paths.ts";
import { edited } from "./edit.ts";
import { settlingFacts } from "./facts.ts";
import { normalized } from "./normalize.ts";

/** An object of a cloud: what it was told, and what the cloud says besides. */
interface Told {
  readonly type: string;
  readonly inputs: WireRecord;
  readonly computed: WireRecord;
}

/** What a read finds of the inputs of an object: normalized, advanced, or dropped. */
export function answerOf(told: Told): WireRecord {
  const facts = settlingFacts(told.type);
  const stored = { ...facts.normalizes, ...facts.readForm };
  const inputs = foldCase(told.type, normalized(told.inputs, stored));
  return ANSWERS[told.type]?.({ ...told, inputs }) ?? inputs;
}

/** What a read leaves as the state has it: its own answer, with the program's values where the cloud tells none. */
export function withNeverRead(type: string, answer: WireRecord, known: WireRecord): WireRecord {
  const { neverRead = [] } = settlingFacts(type);
  return neverRead.reduce((read, path) => {
    const steps = stepsOf(path);
    const [top = ""] = steps;
    if (steps.length > 1) {
      return read;
    }
    const { [top]: _told, ...others } = read;
    return known[top] === undefined ? others : { ...others, [top]: known[top] };
  }, answer);
}

/** Values that the provider fills in, for properties that are not given at the top or in a given block. */
export function defaultsFor(type: string, outputs: WireRecord): WireRecord {
  const { defaults = {} } = settlingFacts(type);
  return Object.entries(defaults).reduce((filled, [path, value]) => {
    const steps = stepsOf(path);
    const name = steps.at(-1) ?? "";
    const add = (block: Wire) =>
      isPlain(block) && block[name] === undefined ? { ...block, [name]: value } : block;
    return steps.length === 1 ? (add(filled) as WireRecord) : edited(filled, steps.slice(0, -1), add);
  }, outputs);
}

/** Cloudflare accepts any letter case of a choice, and answers with its own. */
function foldCase(type: string, inputs: WireRecord): WireRecord {
  if (!type.startsWith("cloudflare:")) {
    return inputs;
  }
  const props = Object.entries(valueTable("cloudflare").types[type]?.props ?? {});
  return props.reduce(
    (record, [path, { enum: choices = [], ignoreCase }]) =>
      ignoreCase
        ? edited(record, stepsOf(path), (value) => {
            const own = choices.find((each) => String(each).toLowerCase() === String(value).toLowerCase());
            return own ?? value;
          })
        : record,
    inputs,
  );
}

const HOSTS = ["CNAME", "MX", "NS", "PTR"];

function lowerAt(inputs: WireRecord, ...paths: readonly string[]): WireRecord {
  return paths.reduce(
    (record, path) =>
      edited(record, stepsOf(path), (value) => (typeof value === "string" ? normalName(value) : value)),
    inputs,
  );
}

/** What single types answer. Sources: the Read functions of the providers, and the documentation of the APIs. */
const ANSWERS: Readonly<Record<string, (told: Told) => WireRecord>> = {
  "cloudflare:index/dnsRecord:DnsRecord": ({ inputs }) =>
    lowerAt(inputs, "name", "data.target", ...(HOSTS.includes(String(inputs["type"])) ? ["content"] : [])),
  "cloudflare:index/loadBalancer:LoadBalancer": ({ inputs }) => lowerAt(inputs, "name"),
  "cloudflare:index/zone:Zone": ({ inputs }) => lowerAt(inputs, "name"),
  // Until the registrar publishes the DS record, the state is pending.
  "cloudflare:index/zoneDnssec:ZoneDnssec": ({ inputs, computed }) =>
    inputs["status"] === "active" ? { ...inputs, status: computed["status"] ?? "pending" } : inputs,
  "gcp:container/cluster:Cluster": ({ inputs }) => withoutOwnZone(withoutIpNetworks(inputs)),
  "gcp:secretmanager/secret:Secret": ({ inputs }) => {
    const period = Number.parseFloat(String((inputs["rotation"] as WireRecord)?.["rotationPeriod"]));
    return edited(inputs, ["rotation", "nextRotationTime"], (time) => advanced(String(time), period));
  },
};

/** Without IP endpoints the provider drops the networks that may reach them. */
function withoutIpNetworks(inputs: WireRecord): WireRecord {
  const endpoints = inputs["controlPlaneEndpointsConfig"];
  const byAddress = isPlain(endpoints) ? endpoints["ipEndpointsConfig"] : undefined;
  return isPlain(byAddress) && byAddress["enabled"] === false
    ? edited(inputs, ["masterAuthorizedNetworksConfig"], () => undefined)
    : inputs;
}

/** A zonal cluster's own zone is no additional location. */
function withoutOwnZone(inputs: WireRecord): WireRecord {
  return edited(inputs, ["nodeLocations"], (zones) =>
    isList(zones) ? zones.filter((zone) => zone !== inputs["location"]) : zones,
  );
}

/** The next time that is not past: with each notification the service moves on by a period. */
function advanced(time: string, periodSeconds: number): string {
  const behind = Date.now() - Date.parse(time);
  if (!(behind > 0) || !(periodSeconds > 0)) {
    return time;
  }
  const periods = Math.ceil(behind / (periodSeconds * 1000));
  return new Date(Date.parse(time) + periods * periodSeconds * 1000).toISOString().replace(".000Z", "Z");
}
