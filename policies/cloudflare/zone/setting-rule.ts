import { type Property, some, type Violation } from "../../property.ts";
import { type Rule, type RuleWords, stackRule } from "../../rule.ts";
import type { Stack, Subject } from "../../subject.ts";
import { belongsTo, ZONE, ZONE_SETTING } from "./zone.ts";

/** A rule over one setting of a zone. */
export interface ZoneSettingRule extends Omit<RuleWords, "appliesTo"> {
  /** Such as `min_tls_version`. */
  readonly setting: string;
  /** What holds while the zone does not set it, as a message. */
  readonly missing: string;
  /** Whether something else in the stack stands in for the setting. Default: nothing does. */
  readonly insteadOf?: (zone: Subject, stack: Stack) => boolean;
  check(value: Property): Iterable<Violation>;
}

/** Makes a rule that wants a setting present in each zone, with a value that the check accepts. */
export function zoneSettingRule(rule: ZoneSettingRule): Rule {
  const { setting, missing, insteadOf, check, ...words } = rule;
  const isWanted = (candidate: Subject) => candidate.at("settingId").is(setting);
  return stackRule({
    ...words,
    appliesTo: [ZONE, ZONE_SETTING],
    *check(subject, stack) {
      if (subject.type === ZONE_SETTING) {
        if (isWanted(subject)) {
          yield* check.call(rule, subject.at("value"));
        }
        return;
      }
      const settings = stack.ofType(ZONE_SETTING);
      const isSet = some(settings, (candidate) => isWanted(candidate) && belongsTo(candidate, subject));
      if (!isSet && !insteadOf?.(subject, stack)) {
        yield subject.at("name").violation(missing);
      }
    },
  });
}
