import { quantityOf } from "#models/grammar/quantity";
import type { Property } from "../../property.ts";

/** What a pod asks for: cores, and bytes of memory. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly cpuLimit: number;
  readonly memoryLimit: number;
}

export const NOTHING: Amounts = { cpu: 0, memory: 0, cpuLimit: 0, memoryLimit: 0 };

export function plus(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, (a, b) => a + b);
}

export function atLeast(one: Amounts, other: Amounts): Amounts {
  return combine(one, other, Math.max);
}

function combine(one: Amounts, other: Amounts, by: (a: number, b: number) => number): Amounts {
  return {
    cpu: by(one.cpu, other.cpu),
    memory: by(one.memory, other.memory),
    cpuLimit: by(one.cpuLimit, other.cpuLimit),
    memoryLimit: by(one.memoryLimit, other.memoryLimit),
  };
}

/** The number of a quantity; undefined if it is unset or invalid. */
export function amountOf(quantity: Property): number | undefined {
  const text = quantity.text();
  return text === undefined ? quantity.number() : quantityOf(text);
}

/**
 * What a container asks for: a request that is absent is its limit, and what is still absent is the namespace's default.
 *
 * @param resources `requests` and `limits`
 * @param defaults a LimitRange's defaults for containers, if there is one
 */
export function containerAmounts(resources: Property, defaults: Property | undefined): Amounts {
  const of = (kind: "cpu" | "memory") => {
    const limit = amountOf(resources.at("limits").at(kind));
    const request = amountOf(resources.at("requests").at(kind)) ?? limit;
    return {
      request: request ?? (defaults && amountOf(defaults.at("defaultRequest").at(kind))) ?? 0,
      limit: limit ?? (defaults && amountOf(defaults.at("default").at(kind))) ?? 0,
    };
  };
  const [cpu, memory] = [of("cpu"), of("memory")];
  return { cpu: cpu.request, memory: memory.request, cpuLimit: cpu.limit, memoryLimit: memory.limit };
}

const GIB = 2 ** 30;

/** In words: cores such as `1.25`, or GiB such as `2.5 GiB`. */
export function shownAmount(kind: "cpu" | "memory", amount: number): string {
  const cores = rounded(amount, 3);
  return kind === "cpu" ? `${cores} ${cores === "1" ? "core" : "cores"}` : `${rounded(amount / GIB, 2)} GiB`;
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
