import { List } from "@pulumi/cloudflare/list.js";
import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import type { ListItem, RulesetRule } from "@pulumi/cloudflare/types/input.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { PLAN_TIERS, type PlanTier } from "#models/cloudflare/plan-limits";
import { BULK_REDIRECT_LIMITS } from "#models/cloudflare/redirect-limits";
import { isDnsName } from "#models/dns/names";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";

/** A redirect from one URL to another. */
export interface UrlRedirect {
  /** Host and path, such as `example.com/about`; without scheme, query and wildcards. */
  readonly from: string;
  /** Absolute URL. */
  readonly to: string;
  /** 301 and 308 are permanent, browsers keep them; 307 and 308 keep the method of the request. Default 301. */
  readonly status?: 301 | 302 | 307 | 308;
  /** Whether it also holds for paths below; with "append" what follows the path is kept. Default false. */
  readonly subpaths?: boolean | "append";
  /** Whether it also holds for names below the host. Default false. */
  readonly subdomains?: boolean;
  /** Whether the query of the request is kept. Default true. */
  readonly keepQuery?: boolean;
}

/** Arguments of {@link BulkRedirects}. */
export interface BulkRedirectsArgs {
  /** Cloudflare account, 32 hexadecimal digits. Its zones share the redirects. */
  readonly accountId: string;
  /** The highest plan among the account's zones, which sets the limits. Default "free". */
  readonly plan?: PlanTier;
  /**
   * Redirects by the list's name, of lower-case letters, digits and underscores, unique in the account, and a key of
   * your choice.
   */
  readonly lists: Readonly<Record<string, Readonly<Record<string, UrlRedirect>>>>;
}

const NAME = /^[a-z0-9_]{1,50}$/;

/**
 * Thousands of fixed redirects, for all zones of an account: lists, and the account's one ruleset that enables them. They
 * run after the firewall of a zone, on proxied hosts. For a few, or with patterns, use `redirect` of a zone. An account
 * has one ruleset of this kind, so that one program may have one instance of it. Source: Cloudflare docs, bulk
 * redirects.
 *
 * @public
 * @throws ArgumentError for redirects that Cloudflare would refuse, that lead to themselves, or beyond the plan
 */
export class BulkRedirects extends Component {
  readonly resources: {
    readonly lists: Readonly<Record<string, List>>;
    readonly ruleset: Ruleset;
  };

  constructor(name: string, args: BulkRedirectsArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("BulkRedirects", name, args);
    const { accountId, plan = "free", lists } = args;
    checks.matches("accountId", accountId, /^[0-9a-f]{32}$/, "32 hexadecimal digits");
    checks.oneOf("plan", plan, PLAN_TIERS);
    checkLists(checks, plan, lists);
    const counts = Object.entries(lists).map(([list, all]) => [list, Object.keys(all).length] as const);
    super("edge", "BulkRedirects", name, { plan, lists: Object.fromEntries(counts) }, opts);

    const created: Record<string, List> = {};
    for (const [list, redirects] of Object.entries(lists)) {
      created[list] = new List(
        `${name}-${list.replaceAll("_", "-")}`,
        { accountId, name: list, kind: "redirect", items: Object.values(redirects).map(toItem) },
        { parent: this },
      );
    }
    const ruleset = new Ruleset(
      `${name}-redirects`,
      {
        accountId,
        kind: "root",
        phase: "http_request_redirect",
        name: "redirects",
        rules: Object.keys(lists).map(toRule),
      },
      // A rule refers to a list by its name.
      { parent: this, dependsOn: Object.values(created) },
    );
    this.resources = { lists: created, ruleset };
    this.publish({
      facts: {
        redirects: Object.values(lists)
          .flatMap((redirects) => Object.values(redirects))
          .map(({ from, to, status = 301 }) => ({ from, to, status })),
      },
    });
  }
}

function toItem({ from, to, status, subpaths = false, subdomains, keepQuery }: UrlRedirect): ListItem {
  return {
    redirect: {
      sourceUrl: from,
      targetUrl: to,
      statusCode: status ?? 301,
      subpathMatching: subpaths !== false,
      preservePathSuffix: subpaths === "append",
      includeSubdomains: subdomains ?? false,
      preserveQueryString: keepQuery ?? true,
    },
  };
}

function toRule(list: string): RulesetRule {
  return {
    ref: list,
    description: `Redirects of the list ${list}`,
    expression: `http.request.full_uri in $${list}`,
    action: "redirect",
    enabled: true,
    actionParameters: { fromList: { name: list, key: "http.request.full_uri" } },
  };
}

function checkLists(checks: ArgumentChecks, plan: PlanTier, lists: BulkRedirectsArgs["lists"]): void {
  const most = BULK_REDIRECT_LIMITS.figures[plan];
  const names = Object.keys(lists);
  const all = Object.values(lists).flatMap((redirects) => Object.keys(redirects));
  checks.that(
    names.length > 0 && names.length <= most.lists,
    "lists",
    `${names.length} lists`,
    `1 to ${most.lists} on plan ${plan}`,
  );
  checks.that(
    all.length <= most.redirects,
    "lists",
    `${all.length} redirects`,
    `at most ${most.redirects} on plan ${plan}`,
  );
  for (const [list, redirects] of Object.entries(lists)) {
    checks.matches(
      "lists' key",
      list,
      NAME,
      "names of lower-case letters, digits and underscores, at most 50",
    );
    const taken = new Map<string, string>();
    for (const [key, redirect] of Object.entries(redirects)) {
      const at = `lists.${list}.${key}`;
      checkRedirect(checks, at, redirect);
      checks.unique(`${at}.from`, redirect.from, taken, key, { values: "URLs", owner: "redirect" });
    }
  }
}

function checkRedirect(checks: ArgumentChecks, at: string, redirect: UrlRedirect): void {
  const { from, to, subpaths = false } = redirect;
  const [host = ""] = from.split("/");
  checks.that(
    isDnsName(host) && host === host.toLowerCase() && !/[?#*\s]/.test(from),
    `${at}.from`,
    from,
    "a host in lower case and a path, such as example.com/about, without scheme, query and wildcards",
  );
  const target = URL.parse(to);
  checks.that(
    /^https?:$/.test(target?.protocol ?? ""),
    `${at}.to`,
    to,
    "absolute URLs with https:// or http://",
  );
  const path = from.slice(host.length) || "/";
  const below = path.endsWith("/") ? path : `${path}/`;
  const again =
    target?.hostname === host &&
    (target.pathname === path || (subpaths !== false && target.pathname.startsWith(below)));
  checks.that(!again, `${at}.to`, to, "URLs that the same redirect does not redirect again");
}
