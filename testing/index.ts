export type { Port } from "#models/network-policy/matching";
export type { Party, PodParty } from "#models/network-policy/network-policies";
/** A test kit for any Pulumi program: recording, finding, asking. @public testing */
export type { ConfigValue, ConfigValues } from "./config.ts";
export { edgeDecision } from "./edge.ts";
export { checkStack, type FindingsOptions, findingsOf } from "./findings.ts";
export { linksOf, type RecordedLink } from "./network/links.ts";
export { mayReach, openConnections, type Peer } from "./network/reachability.ts";
export { type Recordable, type RecordStackOptions, recordStack } from "./record-stack.ts";
export { type RecordedOptions, RecordedResource } from "./resource.ts";
export { type PlainSecret, plainSecrets } from "./secrets.ts";
export type { ResourceQuery } from "./select.ts";
export { RecordedStack } from "./stack.ts";
