import { duration } from "../duration.ts";

/*
 * How requests, lifetimes and rates are written in a line: in the descriptions of rules, which the dashboard shows,
 * and in plans.
 */

/** Which requests: hosts, beginnings of the path, file extensions. */
export interface Requests {
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly extensions?: readonly string[];
}

/** `/api/*`, `.woff2 …` or `everything`. */
export function describeRequests({ paths = [], extensions = [], hosts = [] }: Requests): string {
  const parts = [...hosts, ...paths.map((path) => `${path}*`), ...extensions.map((each) => `.${each}`)];
  return parts.length > 0 ? parts.join(" ") : "everything";
}

/** How long copies may be used. */
export interface Lifetime {
  readonly browserSeconds: number;
  /** Default: as browsers. */
  readonly edgeSeconds?: number;
  readonly immutable?: boolean;
}

/** `1 y immutable`, `30 d`, `1 h, browsers 5 min`. */
export function describeLifetime({ browserSeconds, edgeSeconds, immutable }: Lifetime): string {
  const edge = edgeSeconds ?? browserSeconds;
  const browser = edge === browserSeconds ? "" : `, browsers ${duration(browserSeconds)}`;
  return `${duration(edge)}${immutable ? " immutable" : ""}${browser}`;
}

/** A rate of requests, and what they are counted by. */
export interface Rate {
  readonly requests: number;
  readonly periodSeconds: number;
  readonly by: "address" | "visitor" | { readonly header: string } | { readonly cookie: string };
}

/** `600/min/IP`, `100/10 s/X-Api-Key`. */
export function describeRate(rate: Rate): string {
  return `${describePace(rate)}/${keyName(rate.by)}`;
}

/** `600/min`, whatever requests are counted by. */
export function describePace({ requests, periodSeconds }: Omit<Rate, "by">): string {
  return `${requests}/${duration(periodSeconds).replace(/^1 /, "")}`;
}

function keyName(by: Rate["by"]): string {
  if (typeof by === "string") {
    return by === "address" ? "IP" : by;
  }
  return "header" in by ? by.header : `cookie ${by.cookie}`;
}
