import { readFileSync } from "node:fs";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute.js";
import { WorkersScript } from "@pulumi/cloudflare/workersScript.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { accountName } from "./records.ts";
import type { Zone } from "./zone.ts";

/** Arguments of a {@link CorsWorker}. */
export interface CorsWorkerArgs {
  /** Zone whose requests it handles. */
  zone: Zone;
  /** Cloudflare account that runs it. */
  accountId: string;
  /** URL patterns such as `example.com/api/*`, by a key of your choice; the hosts need proxied records. */
  routes: Readonly<Record<string, string>>;
  /** Origins that may read responses, such as `https://example.com`; `["*"]` for public content. */
  origins: readonly string[];
  /** Default GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS: the documented ones, HEAD and PATCH. */
  methods?: readonly string[];
  /** Request headers that a page may set. Default Content-Type, Authorization. Source: scaling issues, CORS. */
  headers?: readonly string[];
  /** Whether cookies and Authorization may be sent. Default true, false for `["*"]`. */
  credentials?: boolean;
  /**
   * Seconds that a browser may cache a preflight. Default 86400; Chrome caps it at 7200. Source: scaling issues, CORS
   * issues with CDN.
   */
  maxAgeSeconds?: number;
}

/** Its runtime's behavior is frozen at this date; raise it together with the Worker's tests. */
export const COMPATIBILITY_DATE = "2026-04-01";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d+)?$/;

/** The deployed script: the runtime requires a module's default export. @internal */
export function corsScript(): string {
  const module = readFileSync(new URL("./workers/cors.js", import.meta.url), "utf8");
  return `${module}\nexport { worker as default };\n`;
}

/**
 * A Worker that answers preflights at the edge and allows listed origins to read responses. An unlisted origin gets no
 * CORS header at all. On its routes, the servers behind it must not send CORS headers. Each request on its routes
 * counts as a Worker request: 100,000 a day are free.
 *
 * @public
 * @throws ArgumentError if an origin is invalid, or `*` is combined with credentials or other origins
 */
export class CorsWorker extends Component {
  readonly resources: {
    readonly script: WorkersScript;
    readonly routes: Readonly<Record<string, WorkersRoute>>;
  };

  constructor(name: string, args: CorsWorkerArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("CorsWorker", name, args);
    const { origins, routes, methods = METHODS, maxAgeSeconds = 86_400 } = args;
    const { headers = ["Content-Type", "Authorization"] } = args;
    const everybody = origins.includes("*");
    const credentials = args.credentials ?? !everybody;
    checks.that(origins.length > 0, "origins", origins, "at least one");
    for (const origin of everybody ? [] : origins) {
      checks.matches(
        "origins",
        origin,
        ORIGIN,
        "scheme and host, without a path, such as https://example.com",
      );
    }
    checks.that(!everybody || origins.length === 1, "origins", origins, '"*" alone, or a list of origins');
    checks.that(!everybody || !credentials, "credentials", credentials, 'false with "*", as browsers demand');
    checks.whole("maxAgeSeconds", maxAgeSeconds, 0, 86_400, "seconds");
    checks.that(Object.keys(routes).length > 0, "routes", routes, "at least one pattern");
    const policy = { origins: [...origins], methods, headers, maxAgeSeconds, credentials };
    super("edge", "CorsWorker", name, { routes, ...policy }, opts);
    const parent = { parent: this };

    const script = new WorkersScript(
      `${name}-script`,
      {
        accountId: args.accountId,
        // Workers are account-wide, so the domain in the name prevents overwriting other stacks' Workers.
        scriptName: accountName(args.zone.domain, name),
        mainModule: "cors.js",
        content: corsScript(),
        compatibilityDate: COMPATIBILITY_DATE,
        bindings: [{ name: "POLICY", type: "json", json: JSON.stringify(policy) }],
        observability: { enabled: true },
      },
      parent,
    );
    const created: Record<string, WorkersRoute> = {};
    for (const [key, pattern] of Object.entries(routes)) {
      created[key] = new WorkersRoute(
        `${name}-${key}`,
        { zoneId: args.zone.id, pattern, script: script.scriptName },
        parent,
      );
    }
    this.resources = { script, routes: created };
    this.publish({
      facts: { cors: { origins, credentials, preflight: { status: 204, maxAgeSeconds } } },
    });
  }
}
