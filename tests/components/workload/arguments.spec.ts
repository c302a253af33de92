import { expect } from "chai";
import type { WebServiceArgs } from "#components/workload/web-service";
import { failureOf } from "../../support/refusals.ts";
import { BACKEND, construct, DATABASE } from "./fixtures.ts";

/** Arguments that cannot work, and the words that say so. */
const REFUSED: readonly [Partial<WebServiceArgs>, string][] = [
  [
    { image: "nginx:1.25-alpine" },
    'image is "nginx:1.25-alpine"; allowed are name@sha256:<64 hex digits> (allowTag: true also takes name:tag)',
  ],
  [
    { image: "nginx:latest", allowTag: true },
    'image is "nginx:latest"; allowed are name@sha256:<64 hex digits>, or name:tag with a tag other than latest',
  ],
  [{ image: "nginx", allowTag: true }, 'image is "nginx"; allowed are name@sha256'],
  [
    { objectName: "Backend" },
    'objectName is "Backend"; allowed are DNS labels up to 40 long (other names derive from it)',
  ],
  [{ namespace: "how lers" }, 'namespace is "how lers"; allowed are DNS labels'],
  [{ user: 0 }, "user is 0; allowed are whole numbers from 1 to 65534 (root is refused)"],
  [{ port: 0 }, "port is 0; allowed are whole numbers from 1 to 65535"],
  [{ metricsPort: 8500 }, "metricsPort is 8500; allowed are ports other than port"],
  [{ scaling: { replicas: 0 } }, "scaling.replicas is 0; allowed are whole numbers from 1 to 1000"],
  [
    { scaling: { minReplicas: 5, maxReplicas: 2 } },
    "scaling.maxReplicas is 2; allowed are whole numbers from 5 to 1000 (minReplicas is the least)",
  ],
  [
    { scaling: { minReplicas: 1, maxReplicas: 2, scaleDownBelowPercent: 80 } },
    "scaling.scaleDownBelowPercent is 80; allowed are 1 to 70",
  ],
  [
    { scaling: { minReplicas: 1, maxReplicas: 2, scaleUp: { stabilizationSeconds: 4000 } } },
    "scaling.scaleUp.stabilizationSeconds is 4000; allowed are whole numbers from 0 to 3600",
  ],
  [
    { scaling: { minReplicas: 1, maxReplicas: 2, metrics: { depth: { per: "pod", average: "many" } } } },
    'scaling.metrics.depth.average is "many"; allowed are quantities',
  ],
  [
    { probes: { liveness: { path: "/health" }, readiness: { path: "/health" } } },
    'probes.liveness.path is "/health"; allowed are paths other than readiness\'s',
  ],
  [
    { probes: { liveness: { path: "health" } } },
    'probes.liveness.path is "health"; allowed are a path such as',
  ],
  [
    { protocol: "grpc", probes: { liveness: { tcpPort: 8500 } } },
    "probes.readiness is missing; allowed are questions that fit grpc, as it has no path to ask",
  ],
  [{ shutdown: { drainSeconds: 0 } }, "shutdown.drainSeconds is 0; allowed are whole numbers from 1 to 3600"],
  [
    { resources: { requests: { cpu: "0.1 core", memory: "1Gi" }, limits: { memory: "1Gi" } } },
    'resources.requests.cpu is "0.1 core"; allowed are a CPU quantity such as "100m" or "1.5"',
  ],
  [
    { resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { memory: "512Mi" } } },
    'resources.limits.memory is "512Mi"; allowed are quantities from the request, 2Gi, up',
  ],
  [
    { resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "500m", memory: "1Gi" } } },
    'resources.limits.cpu is "500m"; allowed are quantities from the request, 1, up',
  ],
  [{ writablePaths: ["/"] }, 'writablePaths is "/"; allowed are absolute paths other than /'],
  [
    { writablePaths: ["/tmp", "/tmp"] },
    'writablePaths is ["/tmp","/tmp"]; allowed are paths that are all different',
  ],
  [
    { links: [DATABASE, DATABASE] },
    'links is ["database","database"]; allowed are endpoints, all different (policies and files are named after them)',
  ],
  [
    { secrets: { database: { files: { key: "id" } } } },
    'secrets is ["database","database"]; allowed are names that no link\'s credential has, all different',
  ],
  [{ secrets: { jwt: { files: {} } } }, "secrets.jwt.files is {}; allowed are at least one file"],
  [
    { secrets: { jwt: { files: { "../key": "id" } } } },
    'secrets.jwt.files is "../key"; allowed are plain file names',
  ],
  [
    { credentialsRevision: "Q1 2027" },
    'credentialsRevision is "Q1 2027"; allowed are words such as 2026-10-01',
  ],
  [{ environment: { "A-B": "1" } }, 'environment.A-B is "A-B"; allowed are names of letters, digits and _'],
  [
    { environment: { DATABASE_HOST: "elsewhere" } },
    'environment.DATABASE_HOST is "(hidden)"; allowed are names that no link or secret sets already',
  ],
  [
    { files: { "etc/app.conf": "" } },
    'files is "etc/app.conf"; allowed are absolute paths of plain file names',
  ],
  [
    { files: { "/a/b": "", "/a.b": "" } },
    'files is "/a.b"; allowed are paths that differ in more than / and .',
  ],
  [
    { files: { "/tls.key": "-----BEGIN PRIVATE KEY-----" } },
    'files is "/tls.key"; allowed are plain configuration (a private key is mounted as a file: secrets)',
  ],
];

/** What a program hands over that nobody type-checks before it runs: misspelled names, and things left out. */
const UNTYPED: readonly [Record<string, unknown>, string][] = [
  [{ namespace: undefined }, "namespace is missing"],
  [{ partOf: undefined }, "partOf is missing"],
  [{ port: undefined }, "port is missing"],
  [{ resources: undefined }, "resources is missing; allowed are objects with requests, limits, gpus"],
  [
    { resources: { requests: { cpu: "1", memory: "1Gi" } } },
    "resources.limits is missing; allowed are objects with cpu, memory, ephemeralStorage",
  ],
  [
    { scaling: undefined },
    "scaling is missing; allowed are objects with replicas or objects with minReplicas, maxReplicas",
  ],
  [{ scaling: { replica: 2 } }, "scaling.replica is not an argument; did you mean replicas?"],
  [{ scaling: { maxReplicas: 2 } }, "scaling.minReplicas is missing"],
  [{ links: DATABASE }, "links is an object; allowed are lists"],
  [{ links: [DATABASE, undefined] }, "links[1] is missing; allowed are objects with id, name, host, port"],
  [{ links: [new Map()] }, 'links[0] is "Map"; allowed are endpoints that components give'],
];

describe("WebService arguments", () => {
  for (const [changes, words] of UNTYPED) {
    it(`refuses ${words.slice(0, words.indexOf(";"))}`, async () => {
      const message = await failureOf(construct(changes as Partial<WebServiceArgs>));
      expect(message).to.contain(`WebService "backend": ${words}`);
    });
  }

  for (const [changes, words] of REFUSED) {
    it(`refuses ${JSON.stringify(changes).slice(0, 80)}`, async () => {
      const message = await failureOf(construct(changes));
      expect(message).to.contain(`WebService "backend": ${words}`);
    });
  }

  it("misses a store as soon as there is a credential", async () => {
    const { secretStore: _store, ...rest } = BACKEND;
    const { recordService } = await import("./fixtures.ts");
    const message = await failureOf(recordService("backend", rest));
    expect(message).to.contain(
      'secretStore is missing; allowed are the store that holds the credentials of database, such as { name: "secret-manager" }',
    );
  });
});
