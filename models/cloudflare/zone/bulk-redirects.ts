import { isList, isTable, number, type Table, table, text } from "./values.ts";

/** A redirect of a list, for the account's zones. @public */
export interface BulkRedirect {
  /** Host and path, such as `example.com/about`. */
  readonly source: string;
  readonly target: string;
  readonly status: number;
  /** Whether it also holds for paths below. */
  readonly subpaths: boolean;
  /** Whether what follows the source's path is appended to the target. */
  readonly keepsPath: boolean;
  readonly keepsQuery: boolean;
  /** Whether it also holds for names below the host. */
  readonly subdomains: boolean;
}

const PHASE = "http_request_redirect";

/** The redirects of those lists that rules of the account enable. @internal */
export function bulkRedirectsOf(lists: readonly Table[], rulesets: readonly Table[]): BulkRedirect[] {
  const rules = rulesets
    .filter(({ phase, kind }) => phase === PHASE && kind === "root")
    .flatMap(({ rules: each }) => (isList(each) ? each.filter(isTable) : []))
    .filter(({ enabled }) => enabled !== false);
  const enabled = new Set(
    rules.map((rule) => text(table(table(rule["actionParameters"])?.["fromList"])?.["name"])),
  );
  return lists
    .filter(({ kind, name }) => kind === "redirect" && enabled.has(text(name)))
    .flatMap(({ items }) => (isList(items) ? items.filter(isTable) : []))
    .flatMap((item) => redirectOf(table(item["redirect"])));
}

function redirectOf(redirect: Table | undefined): BulkRedirect[] {
  const source = text(redirect?.["sourceUrl"])?.replace(/^https?:\/\//, "");
  const target = text(redirect?.["targetUrl"]);
  return source === undefined || target === undefined
    ? []
    : [
        {
          source,
          target,
          status: number(redirect?.["statusCode"]) ?? 301,
          subpaths: redirect?.["subpathMatching"] === true,
          keepsPath: redirect?.["preservePathSuffix"] === true,
          keepsQuery: redirect?.["preserveQueryString"] === true,
          subdomains: redirect?.["includeSubdomains"] === true,
        },
      ];
}

/** The redirect for a URL, with its target; the most specific source wins. @internal */
export function bulkRedirectFor(
  redirects: readonly BulkRedirect[],
  url: URL,
): { readonly redirect: BulkRedirect; readonly location: string } | undefined {
  const [redirect] = redirects
    .filter((each) => matches(each, url))
    .sort((left, right) => right.source.length - left.source.length);
  if (!redirect) {
    return undefined;
  }
  const rest = redirect.keepsPath ? url.pathname.slice(pathOf(redirect).length) : "";
  const query = redirect.keepsQuery ? url.search : "";
  return { redirect, location: `${redirect.target}${rest}${query}` };
}

function matches(redirect: BulkRedirect, { hostname, pathname }: URL): boolean {
  const [host = ""] = redirect.source.split("/");
  const path = pathOf(redirect);
  const below = path.endsWith("/") ? path : `${path}/`;
  return (
    (hostname === host || (redirect.subdomains && hostname.endsWith(`.${host}`))) &&
    (pathname === path || (redirect.subpaths && pathname.startsWith(below)))
  );
}

/** The path of a source, "/" for a host alone. */
function pathOf({ source }: BulkRedirect): string {
  const slash = source.indexOf("/");
  return slash < 0 ? "/" : source.slice(slash);
}
