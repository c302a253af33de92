import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some, type Violation } from "../../property.ts";
import { type Rule, type RuleMetadata, stackRule } from "../../rule.ts";
import { belongsTo, ZONE, ZONE_SETTING } from "./zone.ts";

/** A rule over one setting of a zone. */
export interface ZoneSettingRule extends Omit<RuleMetadata, "appliesTo"> {
  /** Such as `min_tls_version`. */
  readonly setting: string;
  /** Message for a zone that does not configure the setting. Default: it need not. */
  readonly missing?: string;
  /** Other resources that set it for a part of the zone, by type, and their value; undefined for another setting. */
  readonly ofParts?: Readonly<Record<string, (resource: PolicyResource) => Property | undefined>>;
  /** Whether another resource in the stack substitutes for the setting. Default: none does. */
  readonly insteadOf?: (zone: PolicyResource, stack: PolicyContext) => boolean;
  check(value: Property): Iterable<Violation>;
}

/** Creates a rule that requires a setting in each zone, with a value that the check accepts. */
export function zoneSettingRule(rule: ZoneSettingRule): Rule {
  const { setting, missing, insteadOf, ofParts = {}, check, ...words } = rule;
  const isWanted = (candidate: PolicyResource) => candidate.at("settingId").is(setting);
  return stackRule({
    ...words,
    appliesTo: [...(missing === undefined ? [] : [ZONE]), ZONE_SETTING, ...Object.keys(ofParts)],
    *check(resource, stack) {
      const ofPart = ofParts[resource.type];
      if (ofPart) {
        const value = ofPart(resource);
        yield* value ? check.call(rule, value) : [];
        return;
      }
      if (resource.type === ZONE_SETTING) {
        if (isWanted(resource)) {
          yield* check.call(rule, resource.at("value"));
        }
        return;
      }
      const settings = stack.ofType(ZONE_SETTING);
      const isSet = some(settings, (candidate) => isWanted(candidate) && belongsTo(candidate, resource));
      if (missing !== undefined && !isSet && !insteadOf?.(resource, stack)) {
        yield resource.at("name").violation(missing);
      }
    },
  });
}
