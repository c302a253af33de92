import { isRecord, type Value } from "#graph/model";

/** A request as a URL map sees it. */
export interface MappedRequest {
  readonly host: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The service that a URL map leads a request to, after the semantics of the API: rules by priority, any of a rule's
 * matches, all of a match's conditions. Source: Compute Engine API, urlMaps.
 */
export function serviceFor(urlMap: Readonly<Record<string, Value>>, request: MappedRequest): unknown {
  const hostRule = items(urlMap["hostRules"]).find((rule) =>
    texts(rule["hosts"]).some((host) => hostMatches(host, request.host)),
  );
  if (!hostRule) {
    return urlMap["defaultService"];
  }
  const matcher = items(urlMap["pathMatchers"]).find(({ name }) => name === hostRule["pathMatcher"]) ?? {};
  const rules = items(matcher["routeRules"]).sort(
    (one, other) => Number(one["priority"]) - Number(other["priority"]),
  );
  const rule = rules.find((each) => items(each["matchRules"]).some((match) => matches(match, request)));
  return (rule ?? { service: matcher["defaultService"] })["service"];
}

function matches(match: Record<string, Value>, { path, headers = {} }: MappedRequest): boolean {
  const { fullPathMatch, prefixMatch } = match;
  const onPath =
    (typeof fullPathMatch === "string" && path === fullPathMatch) ||
    (typeof prefixMatch === "string" && path.startsWith(prefixMatch));
  return (
    onPath &&
    items(match["headerMatches"]).every(
      ({ headerName, exactMatch }) => headers[String(headerName)] === exactMatch,
    )
  );
}

function hostMatches(pattern: string, host: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : pattern === host;
}

export function items(value: Value | undefined): Record<string, Value>[] {
  return Array.isArray(value) ? value.filter(isRecord).map((each) => ({ ...each })) : [];
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
