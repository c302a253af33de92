import { expect } from "chai";
import fc from "fast-check";
import { serviceEndpoint } from "#components/core/link";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService, type WebServiceArgs } from "#components/workload/web-service";
import type { Graph } from "#graph/model";
import { check } from "#policies/check";
import { RULES } from "#policies/rules";
import { recordWith } from "../../support/record.ts";
import { BACKEND, DATABASE, IMAGE } from "./fixtures.ts";

const port = fc.integer({ min: 1, max: 65535 });
const quantity = fc.record({
  cpu: fc.constantFrom("10m", "250m", "1"),
  memory: fc.constantFrom("32Mi", "1Gi"),
});

/** Arguments that a service accepts. */
const accepted: fc.Arbitrary<WebServiceArgs> = fc
  .record({
    port,
    metricsPort: fc.option(port, { nil: undefined }),
    servicePort: fc.option(port, { nil: undefined }),
    protocol: fc.constantFrom("http", "grpc", "tcp"),
    requests: quantity,
    scaling: fc.oneof(
      fc.record({ replicas: fc.integer({ min: 2, max: 20 }) }),
      fc
        .tuple(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 0, max: 100 }), fc.boolean())
        .map(([minReplicas, more, tolerance]) => ({
          minReplicas,
          maxReplicas: minReplicas + more,
          tolerance,
        })),
    ),
    zoneSpread: fc.constantFrom("required", "preferred"),
    shutdown: fc.record({
      delaySeconds: fc.integer({ min: 0, max: 300 }),
      drainSeconds: fc.integer({ min: 1, max: 3600 }),
    }),
    writablePaths: fc.uniqueArray(fc.constantFrom("/tmp", "/var/cache", "/data/a-b")),
    links: fc.subarray([DATABASE, serviceEndpoint({ name: "cache", namespace: "other", port: 6379 })]),
    secrets: fc
      .subarray(["jwt", "stripe"])
      .map((names) => Object.fromEntries(names.map((name) => [name, { files: { key: `id-of-${name}` } }]))),
    files: fc.dictionary(fc.constantFrom("/etc/a.conf", "/etc/b/c.conf"), fc.string()),
    googleIdentity: fc.boolean(),
    user: fc.integer({ min: 1, max: 65534 }),
  })
  .filter(({ port: main, metricsPort }) => main !== metricsPort)
  .map(({ metricsPort, servicePort, requests, ...rest }) => ({
    ...BACKEND,
    ...rest,
    probes:
      rest.protocol === "http"
        ? {}
        : { liveness: { tcpPort: rest.port }, readiness: { grpcPort: rest.port } },
    metricsPort: metricsPort ?? 9,
    image: IMAGE,
    resources: { requests, limits: { memory: "2Gi" } },
    ...(servicePort === undefined ? {} : { servicePort }),
  }))
  .filter(({ port: main, metricsPort }) => main !== metricsPort);

function recordAccepted(args: WebServiceArgs): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    const provider = { provider: kubernetes };
    new NamespaceIsolation("isolation", { namespace: args.namespace, partOf: args.partOf }, provider);
    new WebService("backend", args, provider);
    return {};
  });
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

describe("Any service that is accepted", () => {
  it("has no mandatory finding, unique names that Kubernetes takes, and the same plan every time", async () => {
    await fc.assert(
      fc.asyncProperty(accepted, async (args) => {
        const graph = await recordAccepted(args);
        const { findings } = check(graph, RULES, { today: "2026-11-21" });
        expect(findings.filter(({ enforcement }) => enforcement === "mandatory")).to.deep.equal([]);
        const urns = graph.nodes.map(({ urn }) => urn);
        expect(new Set(urns).size).to.equal(urns.length);
        for (const { inputs } of graph.nodes) {
          const { metadata } = inputs;
          if (typeof metadata === "object" && metadata !== null && "name" in metadata) {
            expect(metadata.name).to.match(NAME);
          }
        }
        expect(JSON.stringify(await recordAccepted(args))).to.equal(JSON.stringify(graph));
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
