import { changedKeys, type TestProvider } from "../provider/provider.ts";
import { idOf, outputsOf } from "./outputs.ts";

/** A provider without a cloud: it answers what it is given, and fills in what programs read. */
export const echo: TestProvider = {
  check: async ({ news }) => ({ inputs: news }),
  diff: async ({ oldInputs, news }) => ({ diffs: changedKeys(oldInputs, news) }),
  create: async ({ preview, inputs, ...subject }) => ({
    id: idOf(subject),
    outputs: outputsOf(subject, inputs, preview),
  }),
  update: async ({ preview, news, ...subject }) => ({ outputs: outputsOf(subject, news, preview) }),
  read: async ({ id, inputs, outputs, ...subject }) => ({
    id,
    inputs: Object.keys(inputs).length > 0 ? inputs : outputs,
    outputs: { ...outputsOf(subject, outputs, false), id },
  }),
  delete: async () => {},
  invoke: async ({ token, args }) =>
    outputsOf({ urn: token, type: token, name: token.split(":").at(-1) ?? token }, args, false),
};

/** The echo, whatever package it plays. */
export function open(): TestProvider {
  return echo;
}
