import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";
import type { SettlingFacts } from "./facts.ts";

/**
 * What a provider compares new inputs with: the state, as far as the program speaks of it now or did before. What the
 * cloud fills in besides is no difference. Properties that no read sets are as the program gave them.
 */
export function comparedState(
  { oldInputs, olds }: { readonly oldInputs: WireRecord; readonly olds: WireRecord },
  news: WireRecord,
  { neverRead = [] }: SettlingFacts,
): WireRecord {
  const spoken = merged(oldInputs, news) as WireRecord;
  const state = picked(olds, spoken) as WireRecord;
  const kept = neverRead.filter((path) => oldInputs[path] !== undefined);
  return { ...state, ...Object.fromEntries(kept.map((path) => [path, oldInputs[path] ?? null])) };
}

function merged(one: Wire, other: Wire): Wire {
  if (isPlain(one) && isPlain(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...keys].map((key) => [key, merged(one[key] ?? null, other[key] ?? null)]));
  }
  if (isList(one) && isList(other)) {
    const length = Math.max(one.length, other.length);
    return Array.from({ length }, (_, at) => merged(one[at] ?? null, other[at] ?? null));
  }
  return one ?? other;
}

function picked(state: Wire, spoken: Wire): Wire {
  if (isPlain(state) && isPlain(spoken)) {
    const members = Object.keys(spoken).flatMap((key) => {
      const value = state[key];
      return value === undefined ? [] : [[key, picked(value, spoken[key] ?? null)]];
    });
    return Object.fromEntries(members);
  }
  if (isList(state) && isList(spoken)) {
    return state.map((item, at) => picked(item, spoken[at] ?? item));
  }
  return state;
}
