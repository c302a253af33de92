import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import {
  type Expression,
  forEachExpression,
  forEachOperand,
  isOperand,
  type Operand,
} from "#models/cloudflare/expression/syntax";

/** Last segments of paths below which responses are personal. */
const API = /^(api|graphql)$/i;
const IDENTITY = /^(auth|login|logout|session|account|oauth)$/i;
const VERSION = /^v\d+$/i;

/** Usual paths of an API, for a zone whose rules name none. */
const USUAL_PATHS = ["/api/users/me", "/api/v1/orders?page=2", "/graphql"];
const HOST = "example.com";

/** A request whose response is personal. */
export interface ApiRequest extends EdgeRequest {
  /** The same request without the credential that makes its response personal, if there is one. */
  readonly anonymous?: EdgeRequest;
}

/**
 * Requests to an API as a zone's rules see them: on each host that the rules name, below each API or identity path that
 * they name, or the usual paths if they name no API; with a credential if rules read one.
 */
export function apiRequests(expressions: readonly Expression[]): ApiRequest[] {
  const hosts = new Set<string>();
  const named = new Set<string>();
  let readsCredential = false;
  for (const expression of expressions) {
    forEachConstant(expression, (field, text) => {
      if (field === "http.host") {
        hosts.add(hostFrom(text));
      } else {
        named.add(pathFrom(text));
      }
    });
    forEachOperand(expression, (operand) => {
      readsCredential ||= operand.kind === "element" && operand.key === "authorization";
    });
  }
  const api = [...named].filter((path) => endsIn(path, API));
  const identity = [...named].filter((path) => endsIn(path, IDENTITY));
  const paths = [...(api.length > 0 ? api.flatMap(below) : USUAL_PATHS), ...identity.flatMap(below)];
  return [...hosts.add(HOST)].flatMap((host) => [
    ...paths.map((path) => ({ url: `https://${host}${path}` })),
    ...(readsCredential ? [withCredential(`https://${host}/profile`)] : []),
  ]);
}

/** Requests on each host and to each path that rules name, and one to a usual path of each host. */
export function namedRequests(expressions: readonly Expression[]): EdgeRequest[] {
  const hosts = new Set([HOST]);
  const paths = new Set(["/"]);
  for (const expression of expressions) {
    forEachConstant(expression, (field, text) => {
      if (field === "http.host") {
        hosts.add(hostFrom(text));
      } else if (text.replace(/^\^/, "").startsWith("/")) {
        paths.add(pathFrom(text));
      }
    });
  }
  return [...hosts].flatMap((host) =>
    [...paths].flatMap(below).map((path) => ({ method: "POST", url: `https://${host}${path}` })),
  );
}

/** A path itself and one below it. */
function below(path: string): string[] {
  return path.endsWith("/") ? [`${path}1`] : [path, `${path}/1`];
}

function withCredential(url: string): ApiRequest {
  return { url, headers: { authorization: "Bearer token" }, anonymous: { url } };
}

/** Whether the last segment of a path, ignoring versions, is one of these. */
function endsIn(path: string, names: RegExp): boolean {
  const segments = path.split("/").filter((segment) => segment !== "" && !VERSION.test(segment));
  return path.startsWith("/") && names.test(segments.at(-1) ?? "");
}

/** The path prefix of a rule's constant; for a pattern, the part before its first wildcard. */
function pathFrom(text: string): string {
  return text.replace(/^\^/, "").replace(/[.*+?$()[\]\\|].*$/, "");
}

/** The host, or part of one, in a rule's constant. */
function hostFrom(text: string): string {
  const host = text.replaceAll("*", "www").replace(/^\./, "www.").replace(/\.$/, ".com").toLowerCase();
  return /^[a-z0-9.-]+\.[a-z]+$/.test(host) ? host : HOST;
}

/** Calls `visit` for every string constant and the field that it is compared with. */
function forEachConstant(
  expression: Expression,
  visit: (field: string | undefined, text: string) => void,
): void {
  forEachExpression(expression, (each) => {
    if (each.kind === "compare" && each.right.kind === "text") {
      visit(fieldOf(each.left), each.right.value);
    } else if (each.kind === "in") {
      for (const member of each.set) {
        if (member.kind === "text") {
          visit(fieldOf(each.left), member.value);
        }
      }
    }
  });
  forEachOperand(expression, (operand) => {
    for (const argument of operand.kind === "call" ? operand.arguments : []) {
      if (!isOperand(argument) && argument.kind === "text") {
        visit(fieldOf(operand), argument.value);
      }
    }
  });
}

/** The field that an operand reads, through functions and elements. */
function fieldOf(operand: Operand): string | undefined {
  switch (operand.kind) {
    case "field":
      return operand.name;
    case "element":
      return fieldOf(operand.of);
    case "call": {
      const of = operand.arguments.find(isOperand);
      return of && fieldOf(of);
    }
  }
}
