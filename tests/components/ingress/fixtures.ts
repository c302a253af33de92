import type { ProviderResource } from "@pulumi/pulumi";
import { serviceEndpoint } from "#components/core/link";
import { NginxIngress, type NginxIngressArgs } from "#components/ingress/nginx-ingress";
import { Routes, type RoutesArgs } from "#components/ingress/routes";
import { type Graph, isRecord, type Value } from "#graph/model";
import { nodeNamed, recordWith } from "../../support/record.ts";

export const CONTROL_PLANE = ["172.16.0.0/28"];

export const FRONTEND = serviceEndpoint({ name: "frontend", namespace: "howlerops", port: 80 });
export const BACKEND = serviceEndpoint({ name: "backend", namespace: "howlerops", port: 8500 });

/** The documented controller of howlerops. */
export const CONTROLLER: NginxIngressArgs = {
  exposure: { from: "cloudflare", address: "203.0.113.10" },
  controlPlaneRanges: CONTROL_PLANE,
};

/** The documented routes of howlerops. Source: howlerops, ingress layer. */
export const HOWLEROPS: Omit<RoutesArgs, "ingress"> = {
  host: "sql-studio.app",
  namespace: "howlerops",
  tlsSecret: "web-tls",
  routes: {
    app: { path: "/", to: FRONTEND },
    api: { path: "/api", to: BACKEND },
    health: { path: "/health", match: "exact", to: BACKEND },
  },
};

/** Records a controller and one host's routes with changed arguments. */
export function recordRoutes(
  changes: Partial<RoutesArgs> = {},
  controller: Partial<NginxIngressArgs> = {},
): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    construct(kubernetes, changes, controller);
    return {};
  });
}

export function construct(
  provider: ProviderResource,
  changes: Partial<RoutesArgs> = {},
  controller: Partial<NginxIngressArgs> = {},
) {
  const ingress = new NginxIngress("ingress", { ...CONTROLLER, ...controller }, { provider });
  const routes = new Routes("web", { ...HOWLEROPS, ingress: ingress.controller, ...changes }, { provider });
  return { ingress, routes };
}

export const ROUTES = "strata:ingress:Routes";
export const POLICY = "kubernetes:k8s.nginx.org/v1:Policy";

/** A variable in the notation of the controller's objects. */
export const variable = (name: string) => `\${${name}}`;

/** What lies below a path of keys and indexes; undefined when nothing does. */
export function under(value: Value | undefined, ...path: (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, key) => {
    if (typeof key === "number") {
      return Array.isArray(inner) ? inner[key] : undefined;
    }
    return isRecord(inner) ? inner[key] : undefined;
  }, value);
}

/** The spec of an object, by name and type of its node. */
export function specOf(graph: Graph, name: string, type?: string): Value | undefined {
  return under(nodeNamed(graph, name, type).inputs, "spec");
}

/** The upstream, or the routes, of the host "web" by name or path. */
export function upstreamNamed(graph: Graph, name: string): Value | undefined {
  return listOf(under(specOf(graph, "web-host"), "upstreams")).find((each) => under(each, "name") === name);
}

export function routeAt(graph: Graph, path: string): Value | undefined {
  return listOf(under(specOf(graph, "web-host"), "routes")).find((each) => under(each, "path") === path);
}

export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The values given to a component's release. */
export function valuesOf(graph: Graph, release: string): Value | undefined {
  return under(nodeNamed(graph, release).inputs, "values");
}
