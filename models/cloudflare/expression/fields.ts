import { Address, Numeric, Text, Texts, truth } from "./build.ts";
import type { Expression, Operand, ValueType } from "./syntax.ts";

/**
 * The fields this library knows, with their types. The parser refuses others, so that a misspelled field fails the plan
 * rather than the deployment. Source: Cloudflare docs, rules language, fields reference (read 2026-11).
 *
 * @public
 */
export const FIELD_TYPES: Readonly<Record<string, ValueType>> = {
  "http.host": "text",
  "http.cookie": "text",
  "http.referer": "text",
  "http.user_agent": "text",
  "http.x_forwarded_for": "text",
  "http.request.method": "text",
  "http.request.uri": "text",
  "http.request.full_uri": "text",
  "http.request.uri.path": "text",
  "http.request.uri.path.extension": "text",
  "http.request.uri.query": "text",
  "http.request.uri.args": "map",
  "http.request.headers": "map",
  "http.request.cookies": "map",
  "http.response.code": "number",
  "http.response.headers": "map",
  "ip.src": "address",
  "ip.src.country": "text",
  "ip.src.continent": "text",
  "ip.src.asnum": "number",
  "cf.client.bot": "boolean",
  "cf.bot_management.score": "number",
  "cf.bot_management.verified_bot": "boolean",
  "cf.waf.score": "number",
  "cf.waf.score.sqli": "number",
  "cf.waf.score.xss": "number",
  "cf.waf.score.rce": "number",
  "cf.waf.score.class": "text",
  "cf.waf.credential_check.password_leaked": "boolean",
  "cf.waf.credential_check.username_and_password_leaked": "boolean",
  ssl: "boolean",
};

const field = (name: string): Operand => ({ kind: "field", name });
const element = (name: string, key: string): Operand => ({ kind: "element", of: field(name), key });

/** The request as the visitor sent it. */
export const request = {
  host: new Text(field("http.host")),
  method: new Text(field("http.request.method")),
  /** Path and query. */
  uri: new Text(field("http.request.uri")),
  /** Scheme, host, path and query. */
  fullUri: new Text(field("http.request.full_uri")),
  path: new Text(field("http.request.uri.path")),
  /** After the last dot of the path's last segment, in lower case, without the dot; "" when there is none. */
  extension: new Text(field("http.request.uri.path.extension")),
  query: new Text(field("http.request.uri.query")),
  userAgent: new Text(field("http.user_agent")),
  /** The whole Cookie header. */
  cookie: new Text(field("http.cookie")),
  /** True over HTTPS. */
  encrypted: truth("ssl"),
  /** Values of a header, by its name in any case. */
  header: (name: string): Texts => new Texts(element("http.request.headers", name.toLowerCase())),
  /** Values of a query argument. */
  argument: (name: string): Texts => new Texts(element("http.request.uri.args", name)),
} as const;

/** The client of the request. */
export const client = {
  address: new Address(field("ip.src")),
  /** Two letters, ISO 3166-1; `T1` is Tor, `XX` unknown. */
  country: new Text(field("ip.src.country")),
  asn: new Numeric(field("ip.src.asnum")),
  /** A bot that Cloudflare has verified as good, such as a search engine's. All plans. */
  verifiedBot: truth("cf.client.bot"),
  /** 1 (certainly automated) to 99 (certainly human). Enterprise with Bot Management. */
  botScore: new Numeric(field("cf.bot_management.score")),
} as const;

/** Results of Cloudflare's detections for the request. */
export const detection = {
  /** `attack`, `likely_attack`, `likely_clean` or `clean`. Business and up. */
  attackClass: new Text(field("cf.waf.score.class")),
  /** 1 (certainly an attack) to 99 (certainly clean); 100 if not scored. Enterprise. */
  attackScore: new Numeric(field("cf.waf.score")),
  /** The login's user name and password appeared together in a leak. All plans with the check enabled. */
  leakedPassword: truth("cf.waf.credential_check.password_leaked"),
} as const;

/** The response of the origin; only in phases that run after it. */
export const response = {
  code: new Numeric(field("http.response.code")),
  header: (name: string): Texts => new Texts(element("http.response.headers", name.toLowerCase())),
} as const;

/** True for requests whose path is one of these folders, such as `/api/`, or below one. */
export function below(...folders: readonly string[]): Expression[] {
  return folders.map((folder) => request.path.startsWith(folder));
}
