import { isList, type Wire, type WireRecord } from "../../provider/wire.ts";
import type { Change } from "./paths.ts";

type Condition = (change: Change, olds: WireRecord, news: WireRecord) => boolean;

const trimmed = (value: Wire | undefined) => String(value ?? "").trimEnd();

/** Conditions of the facts table, by their words, under which a change replaces. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  "new value is set (removing it does not replace)": ({ to }) => to !== undefined,
  decreased: ({ from, to }) => Number(to) < Number(from),
  lowered: ({ from, to }) => Number(to) < Number(from),
  "differs beyond trailing newlines": ({ from, to }) => trimmed(from) !== trimmed(to),
  "true to false": ({ from, to }) => from === true && to === false,
  "true to false or unset": ({ from, to }) => from === true && to !== true,
  removed: ({ to }) => to === undefined,
  "set to unset": ({ from, to }) => from !== undefined && to === undefined,
  'unless "" to unset': ({ from, to }) => !(from === "" && to === undefined),
  "enableAutopilot is true": (_change, _olds, news) => news["enableAutopilot"] === true,
  "loadBalancingScheme is INTERNAL_MANAGED": (_change, _olds, news) =>
    news["loadBalancingScheme"] === "INTERNAL_MANAGED",
  "an enabled API is removed": ({ from, to }) =>
    isList(from)
      ? !isList(to) || from.some((api) => !to.includes(api))
      : from !== undefined && to === undefined,
  "new range does not contain the whole old range": ({ from, to }) => !contains(String(to), String(from)),
};

/**
 * Whether a change that replaces under a condition does so here. Where the table's words are not known here, it
 * does: a plan that says more than happens is the lesser harm.
 */
export function holds(condition: string, change: Change, olds: WireRecord, news: WireRecord): boolean {
  return CONDITIONS[condition]?.(change, olds, news) ?? true;
}

/** Whether one IPv4 range lies in another. */
function contains(outer: string, inner: string): boolean {
  const [outerBase, outerBits] = range(outer);
  const [innerBase, innerBits] = range(inner);
  const size = 2 ** (32 - outerBits);
  return outerBits <= innerBits && Math.floor(outerBase / size) === Math.floor(innerBase / size);
}

function range(text: string): readonly [base: number, bits: number] {
  const [address = "", bits = "32"] = text.split("/");
  return [address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0), Number(bits)];
}
