import type { TursoState, TursoStep } from "./steps.ts";
import type { TursoTopology } from "./topology.ts";

/** URL of Turso's Platform API. Source: Turso documentation, Platform API. */
export const PLATFORM_API = "https://api.turso.tech";

/** Timeout of a request, in ms; adding a replica takes tens of seconds. */
const TIMEOUT_MS = 120_000;

/** An unsuccessful response. It contains the request and the response, and never the token. */
export class PlatformApiError extends Error {
  readonly status: number;

  constructor(method: string, path: string, status: number, detail: string) {
    super(`${method} ${path} answered ${status}${detail ? `: ${detail}` : ""}`);
    this.name = "PlatformApiError";
    this.status = status;
  }
}

/** The part of Turso's Platform API that databases and their groups need. */
export class PlatformApi {
  readonly #token: string;
  readonly #address: string;

  /** @param token API token of an account that may administer the organization */
  constructor(token: string, address: string = PLATFORM_API) {
    this.#token = token;
    this.#address = address;
  }

  /** The current state of a topology. */
  async state({ organization, group, database }: TursoTopology): Promise<TursoState> {
    const root = `/v1/organizations/${organization}`;
    const [groupAnswer, databaseAnswer, configuration] = await Promise.all([
      this.#find(`${root}/groups/${group}`),
      this.#find(`${root}/databases/${database}`),
      this.#find(`${root}/databases/${database}/configuration`),
    ]);
    const foundGroup = member(groupAnswer, "group");
    const foundDatabase = member(databaseAnswer, "database");
    return {
      group: foundGroup && {
        primary: text(foundGroup, "primary"),
        locations: list(foundGroup, "locations"),
      },
      database: foundDatabase && {
        group: text(foundDatabase, "group"),
        host: text(foundDatabase, "Hostname"),
        deleteProtection: configuration?.["delete_protection"] === true,
      },
    };
  }

  async carryOut({ method, path, body }: TursoStep): Promise<void> {
    await this.#ask(method, path, body);
  }

  /** Creates a token with which clients read and write one database. It is shown only once. */
  async mintToken({ organization, database, token }: TursoTopology): Promise<string> {
    const query = `expiration=${token.lifetimeDays}d&authorization=full-access`;
    const path = `/v1/organizations/${organization}/databases/${database}/auth/tokens?${query}`;
    return text(await this.#ask("POST", path), "jwt");
  }

  async #find(path: string): Promise<Json | undefined> {
    try {
      return await this.#ask("GET", path);
    } catch (error) {
      if (error instanceof PlatformApiError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async #ask(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<Json> {
    const response = await fetch(`${this.#address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = parse(await response.text());
    if (!response.ok) {
      const detail = typeof answer["error"] === "string" ? answer["error"] : "";
      throw new PlatformApiError(method, path, response.status, detail);
    }
    return answer;
  }
}

type Json = Readonly<Record<string, unknown>>;

function parse(content: string): Json {
  try {
    const value: unknown = JSON.parse(content);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function member(json: Json | undefined, key: string): Json | undefined {
  const value = json?.[key];
  return isJson(value) ? value : undefined;
}

function text(json: Json, key: string): string {
  const value = json[key];
  if (typeof value !== "string") {
    throw new Error(`the Platform API's answer has no "${key}"`);
  }
  return value;
}

function list(json: Json, key: string): string[] {
  const value = json[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
