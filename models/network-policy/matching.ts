import { BlockList } from "node:net";
import type { Values } from "#graph/model";
import { meetsRequirement } from "../label-selector.ts";
import { list, record, recordOr, text } from "./values.ts";

/** A port that a connection is made to. */
export interface Port {
  readonly port: number;
  /** Default "TCP". */
  readonly protocol?: "TCP" | "UDP";
}

export function matchesLabels(selector: Values, labels: Values): boolean {
  const { matchLabels, matchExpressions } = selector;
  const equal = Object.entries(recordOr(matchLabels)).every(([key, value]) => labels[key] === text(value));
  return equal && list(matchExpressions).every((each) => matchesExpression(record(each), labels));
}

function matchesExpression(expression: Values, labels: Values): boolean {
  const { key, operator, values } = expression;
  const met = meetsRequirement(operator, list(values), labels[text(key)]);
  if (met === undefined) {
    throw new Error(`unknown operator ${String(operator)}`);
  }
  return met;
}

export function matchesPort(open: Values, { port, protocol = "TCP" }: Port): boolean {
  if ((open["protocol"] ?? "TCP") !== protocol) {
    return false;
  }
  const first = open["port"];
  if (first === undefined) {
    return true;
  }
  if (typeof first !== "number") {
    throw new Error(`the port ${JSON.stringify(first)} is not a number: policies here name ports by number`);
  }
  const last = open["endPort"];
  return typeof last === "number" ? first <= port && port <= last : first === port;
}

export function matchesHost(match: Values, host: string): boolean {
  if (match["name"] !== undefined) {
    return match["name"] === host;
  }
  const [, ...pattern] = text(match["pattern"]).split(".");
  const [, ...rest] = host.split(".");
  return pattern.join(".") === rest.join(".");
}

export function inBlock(block: Values, address: string): boolean {
  const except = list(block["except"]).map(text);
  return contains(text(block["cidr"]), address) && !except.some((range) => contains(range, address));
}

function contains(range: string, address: string): boolean {
  const [network = "", prefix] = range.split("/");
  const blocks = new BlockList();
  blocks.addSubnet(network, Number(prefix));
  return blocks.check(address);
}
