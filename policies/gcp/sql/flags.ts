import type { PolicyResource } from "../../context.ts";
import { type Property, separately, some } from "../../property.ts";
import { type Rule, type RuleWords, resourceRule } from "../../rule.ts";
import { SQL_INSTANCE } from "./instance.ts";

/** A flag of a database, and the values that are accepted. */
export interface WantedFlag {
  readonly name: string;
  readonly is: readonly string[];
  /** Whether the database's own default is accepted. Default false. */
  readonly mayBeAbsent?: boolean;
}

/** By the engine's name at the start of `databaseVersion`. */
export type WantedFlags = Readonly<Record<string, readonly WantedFlag[]>>;

/** A wanted flag, and the list in which it should be. */
interface Place {
  readonly wanted: WantedFlag;
  readonly list: Property;
  readonly flags: readonly Property[];
}

/** Creates a rule over flags of databases. */
export function flagsRule(words: Omit<RuleWords, "appliesTo">, wanted: WantedFlags): Rule {
  return resourceRule<Place>({
    ...words,
    appliesTo: [SQL_INSTANCE],
    *each(instance) {
      const flagsOfEngine = wanted[engineOf(instance)] ?? [];
      if (flagsOfEngine.length > 0) {
        const list = instance.at("settings.databaseFlags");
        const flags = list.items();
        yield* flagsOfEngine.map((flag) => ({ wanted: flag, list, flags }));
      }
    },
    *check({ wanted: { name, is, mayBeAbsent = false }, list, flags }) {
      const allowed = `allowed: ${is.join(", ")}`;
      const isOf = (flag: Property) => flag.at("name").is(name);
      if (!some(flags, isOf)) {
        if (!mayBeAbsent) {
          yield list.violation(`the flag ${name} is not set (${allowed})`);
        }
        return;
      }
      yield* separately(flags, function* (flag) {
        const value = flag.at("value");
        if (isOf(flag) && !is.includes(value.text()?.toLowerCase() ?? "")) {
          yield value.violation(`the flag ${name} is ${value.text() ?? "no string"} (${allowed})`);
        }
      });
    },
  });
}

/** `POSTGRES` of `POSTGRES_17`. */
function engineOf(instance: PolicyResource): string {
  return instance.at("databaseVersion").text()?.split("_")[0] ?? "";
}
