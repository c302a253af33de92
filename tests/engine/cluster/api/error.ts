import { isPlain, type Wire } from "../../provider/wire.ts";
import { textAt } from "./object.ts";

/** A request that the API server refused, in its own words. */
export class ApiError extends Error {
  /** HTTP status. */
  readonly code: number;
  /** Such as `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`, `Forbidden`. */
  readonly reason: string;
  /** Kind of the object that the server speaks of, such as `namespaces`. */
  readonly kind: string;

  constructor(code: number, body: Wire) {
    const message = isPlain(body) ? textAt(body, "message") : "";
    super(message || `the API server answered ${code}`);
    this.name = "ApiError";
    this.code = code;
    this.reason = textAt(body, "reason");
    this.kind = textAt(body, "details", "kind");
  }
}

export function isReason(error: unknown, reason: string): error is ApiError {
  return error instanceof ApiError && error.reason === reason;
}

/** The group, version or kind is not served: its definition is not there (yet). */
export class NoSuchKind extends Error {
  constructor(apiVersion: string, kind: string) {
    super(`no matches for kind "${kind}" in version "${apiVersion}"`);
    this.name = "NoSuchKind";
  }
}

/** The object is not there, or not even its kind; a kind that was taken away answers without a reason. */
export function isMissing(error: unknown): boolean {
  return error instanceof NoSuchKind || (error instanceof ApiError && error.code === 404);
}
