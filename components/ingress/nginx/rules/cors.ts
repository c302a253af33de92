import type { PolicySpec } from "../definitions/policy.ts";
import type { Mapped } from "../directives.ts";

/** Cross-origin access to a path. Each path has one owner of these headers: the edge or the ingress. */
export interface CorsRule {
  /** Origins such as `https://example.com`, or `https://*.example.com`; "*" only without credentials. */
  readonly origins: readonly string[];
  /** Default GET, POST, PUT, PATCH, DELETE, OPTIONS. GET includes HEAD; the controller refuses both in one list. */
  readonly methods?: readonly string[];
  /** Default Content-Type, Authorization. Source: scaling issues, CORS. */
  readonly headers?: readonly string[];
  /** Whether cookies and Authorization may be sent. Default true. Source: scaling issues, CORS. */
  readonly credentials?: boolean;
  /** Seconds that a browser may cache a preflight. Default 86400; Chrome caps it at 7200. */
  readonly maxAgeSeconds?: number;
}

/** The rule for cross-origin calls. The proxy answers preflights with 204; they never reach the service. */
export function mapCors(name: string, rule: CorsRule): Mapped<PolicySpec> {
  const {
    origins,
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    headers = ["Content-Type", "Authorization"],
    credentials = true,
    maxAgeSeconds = 86400,
  } = rule;
  const origin = `$cors_origin_${name}`;
  const answers = [
    `add_header Access-Control-Allow-Origin ${origin} always;`,
    "add_header Vary Origin always;",
    `add_header Access-Control-Allow-Methods "${methods.join(", ")}" always;`,
    `add_header Access-Control-Allow-Headers "${headers.join(", ")}" always;`,
    ...(credentials ? ['add_header Access-Control-Allow-Credentials "true" always;'] : []),
    `add_header Access-Control-Max-Age "${maxAgeSeconds}" always;`,
  ];
  return {
    field: {
      cors: {
        allowOrigin: origins,
        allowMethods: methods,
        allowHeaders: headers,
        allowCredentials: credentials,
        maxAge: maxAgeSeconds,
      },
    },
    nginx: {
      http: [`map $http_origin ${origin} { ${origins.map(originRule).join(" ")} }`],
      location: [...answers, `if ($request_method = OPTIONS) { ${answers.join(" ")} return 204; }`],
    },
  };
}

/** The service's CORS headers, hidden if the ingress owns them: duplicates break browsers. */
export const CORS_HEADERS: readonly string[] = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Credentials",
  "Access-Control-Max-Age",
];

function originRule(origin: string): string {
  if (!origin.includes("*")) {
    return `"${origin}" $http_origin;`;
  }
  if (origin === "*") {
    return 'default "*";';
  }
  const pattern = origin.replaceAll(".", "\\.").replace("*", "[^.]+");
  return `"~^${pattern}$" $http_origin;`;
}
