import { checkedInputs } from "../kubernetes/object/checked.ts";
import { changedKeys, type TestProvider } from "../provider/provider.ts";
import { idOf, outputsOf } from "./outputs.ts";

/**
 * A provider without a cloud: it answers what it is given, and fills in what programs read. Objects of a cluster are
 * checked as the real provider does, so that a state of either is the same to it.
 */
export const echo: TestProvider = {
  check: async ({ type, news }) => ({ inputs: isObject(type) ? checkedInputs(news) : news }),
  diff: async ({ oldInputs, news }) => ({ diffs: changedKeys(oldInputs, news) }),
  create: async ({ preview, inputs, ...identity }) => ({
    id: idOf(identity),
    outputs: outputsOf(identity, inputs, preview),
  }),
  update: async ({ preview, news, ...identity }) => ({ outputs: outputsOf(identity, news, preview) }),
  read: async ({ id, inputs, outputs, ...identity }) => ({
    id,
    inputs: Object.keys(inputs).length > 0 ? inputs : outputs,
    outputs: { ...outputsOf(identity, outputs, false), id },
  }),
  delete: async () => {},
  invoke: async ({ token, args }) =>
    outputsOf({ urn: token, type: token, name: token.split(":").at(-1) ?? token }, args, false),
};

function isObject(type: string): boolean {
  return type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh");
}

/** The echo, whatever package it plays. */
export function open(): TestProvider {
  return echo;
}
