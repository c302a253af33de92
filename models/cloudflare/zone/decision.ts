import type { Lists } from "../expression/evaluate.ts";
import type { Step } from "../phases.ts";
import type { CacheDecision } from "./cache.ts";
import type { limitOf, PlannedRecord } from "./plan.ts";

/** Assumptions besides the request itself. */
export interface Circumstances {
  /** Requests of the same client already counted by its rate limits in the current period. Default 0. */
  readonly earlierRequests?: number;
  /** The origin's response. Default: 200 without headers. */
  readonly response?: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };
  /** Contents of account lists that rules name. */
  readonly lists?: Lists;
}

/** A rule that matched, in the edge's order. */
export interface FiredRule {
  readonly phase: Step;
  readonly ref: string;
  readonly description: string;
  readonly action: string;
  /** Ids of the managed rules that exceptions leave out of this execution; absent if there are none. */
  readonly without?: readonly string[];
}

/** A rate limit that counts the request. */
export interface CountingLimit extends ReturnType<typeof limitOf> {
  readonly ref: string;
}

/** A body that a rule states for a response of the edge. */
export interface StatedBody {
  readonly contentType: string;
  readonly content: string;
}

/** How the edge handles a request. */
export interface EdgeDecision {
  /** The record that leads to the edge; undefined if the zone has none for the host. */
  readonly record: PlannedRecord | undefined;
  readonly fired: readonly FiredRule[];
  /**
   * "pass": on to cache and origin. "unreached": the host bypasses the edge or does not resolve. Managed rules belong
   * to Cloudflare: {@link fired} shows that they inspect the request; their verdict is unknown here.
   */
  readonly verdict: "pass" | "block" | "challenge" | "redirect" | "unreached";
  /** Status that the visitor receives if the edge itself responds, or replaces an error of the origin. */
  readonly status: number | undefined;
  /** Body of that response, if a rule states one. */
  readonly body: StatedBody | undefined;
  /** Target of a redirect. */
  readonly location: string | undefined;
  readonly limits: readonly CountingLimit[];
  /** Script of the Worker that responds in place of the origin, if a route matches. */
  readonly worker: string | undefined;
  /** Undefined unless the request passes. */
  readonly cache: CacheDecision | undefined;
  /** Response headers that rules set, by lower-case name; undefined for one that is removed. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}
