import { expect } from "chai";
import fc from "fast-check";
import { DEFINITIONS } from "#components/ingress/nginx/definitions/definitions";
import type { ProxySettings } from "#components/ingress/nginx/proxy";
import type { RoutesArgs } from "#components/ingress/routes";
import { graphErrors, objectErrors } from "../../support/kubernetes/objects.ts";
import { nodeNamed } from "../../support/record.ts";
import { BACKEND, FRONTEND, listOf, recordRoutes, under } from "./fixtures.ts";

/** Any settings of a proxy that its checks accept. */
const proxies: fc.Arbitrary<Partial<ProxySettings>> = fc.record(
  {
    balancing: fc.oneof(
      fc.constantFrom("least_conn" as const, "round_robin" as const, "ip_hash" as const),
      fc.record({ cookie: fc.constant("id"), domain: fc.constant(".example.com") }),
    ),
    maxFails: fc.nat(1000),
    failTimeoutSeconds: fc.integer({ min: 1, max: 3600 }),
    readTimeoutSeconds: fc.integer({ min: 1, max: 86_400 }),
    retryOn: fc.subarray(["error", "timeout", "http_502", "non_idempotent"] as const),
    tries: fc.integer({ min: 1, max: 10 }),
    idleConnections: fc.nat(1024),
    buffering: fc.boolean(),
  },
  { requiredKeys: [] },
);

const rules: fc.Arbitrary<Partial<RoutesArgs["routes"][string]>> = fc
  .record(
    {
      limits: fc.constant({ a: { requestsPerMinute: 50, key: { header: "X-API-Key" } } }),
      cache: fc.record({ freshSeconds: fc.nat(1000), bypass: fc.subarray(["$http_authorization"]) }),
      cors: fc.record({ origins: fc.constant(["https://example.com"]), credentials: fc.boolean() }),
      webSocketIdleSeconds: fc.integer({ min: 1, max: 86_400 }),
      rewrite: fc.constantFrom("/", "/v1"),
      proxy: proxies,
    },
    { requiredKeys: [] },
  )
  // A route has one of the two.
  .filter(({ rewrite, webSocketIdleSeconds }) => rewrite === undefined || webSocketIdleSeconds === undefined);

describe("definitions of the controller's custom resources", () => {
  it("are structural: every part of a schema says what it is", () => {
    const untyped = (schema: object, path: string): string[] =>
      Object.entries(schema).flatMap(([key, inner]) => {
        if (key === "properties") {
          return Object.entries(inner as object).flatMap(([name, field]) =>
            "type" in field ? untyped(field, `${path}.${name}`) : [`${path}.${name}`],
          );
        }
        return key === "items" && !("type" in inner || "x-kubernetes-int-or-string" in inner) ? [path] : [];
      });
    expect(DEFINITIONS.flatMap(({ spec, kind }) => untyped(spec, kind))).to.deep.equal([]);
  });

  it("name one version that is served and stored, with a status where the controller writes one", async () => {
    const graph = await recordRoutes();
    for (const { kind, plural, status } of DEFINITIONS) {
      const { metadata, spec } = nodeNamed(graph, `ingress-${plural}`).inputs;
      expect(under(metadata, "name")).to.equal(`${plural}.k8s.nginx.org`);
      expect(under(spec, "names")).to.include({ kind, plural, singular: kind.toLowerCase() });
      const versions = listOf(under(spec, "versions"));
      expect(versions).to.have.length(1);
      expect(versions[0]).to.include({ name: "v1", served: true, storage: true });
      const properties = under(versions[0], "schema", "openAPIV3Schema", "properties");
      expect([under(versions[0], "subresources"), under(properties, "status")].every(Boolean)).to.equal(
        status,
      );
      expect(under(properties, "spec", "type")).to.equal("object");
    }
  });

  it("know every field of every object that any accepted route makes", async () => {
    const routes = fc.record({ api: rules, app: rules });
    await fc.assert(
      fc.asyncProperty(routes, proxies, async ({ api, app }, proxy) => {
        const graph = await recordRoutes({
          proxy,
          routes: { api: { path: "/api", to: BACKEND, ...api }, app: { path: "/", to: FRONTEND, ...app } },
        });
        expect(graphErrors(graph)).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
  });

  it("refuse a misspelt field, a missing one and a value of another kind", () => {
    const policy = { apiVersion: "k8s.nginx.org/v1", kind: "Policy", metadata: { name: "a" } };
    expect(objectErrors({ ...policy, spec: { cors: { allowOrigins: ["*"] } } })).to.have.members([
      "Policy a: spec.cors.allowOrigin: is required",
      "Policy a: spec.cors.allowOrigins: no such field",
    ]);
    expect(objectErrors({ ...policy, spec: { rateLimit: { burst: "5" } } })).to.deep.equal([
      'Policy a: spec.rateLimit.burst: must be integer, found "5"',
    ]);
  });
});
