import { expect } from "chai";
import { Miniflare } from "miniflare";
import {
  COMPATIBILITY_DATE,
  CorsWorker,
  type CorsWorkerArgs,
  corsScript,
} from "#components/edge/cors-worker";
import { Zone } from "#components/edge/zone";
import { program } from "#docs/examples/edge/cors-worker";
import { type Graph, UNKNOWN } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const ORIGINS = ["https://example.com", "https://www.example.com", "https://staging.example.com"];
const accountId = "0123456789abcdef0123456789abcdef";

function planned(args: Partial<CorsWorkerArgs> = {}): Promise<Graph> {
  return recordWith(({ cloudflare }) => {
    const opts = { provider: cloudflare };
    const zone = new Zone("zone", { domain: "example.com", accountId, plan: "pro", records: {} }, opts);
    const routes = { api: "example.com/api/*" };
    new CorsWorker("cors", { zone, accountId, routes, origins: ORIGINS, ...args }, opts);
    return {};
  });
}

/** The policy that a planned Worker is bound to. */
async function boundPolicy(args: Partial<CorsWorkerArgs> = {}) {
  const bindings = nodeNamed(await planned(args), "cors-script").inputs["bindings"];
  const [binding] = Array.isArray(bindings) ? bindings : [];
  return JSON.parse(binding.json);
}

describe("CorsWorker", () => {
  it("makes exactly these resources, as its example shows", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "api-cors")).to.deep.equal([
      "cloudflare:index/workersScript:WorkersScript api-cors-script",
      "cloudflare:index/workersRoute:WorkersRoute api-cors-api",
    ]);
    expect(nodeNamed(graph, "api-cors-script").inputs).to.include({
      scriptName: "example-com-api-cors",
      mainModule: "cors.js",
      content: corsScript(),
    });
    expect(nodeNamed(graph, "api-cors-api").inputs).to.include({ pattern: "api.example.com/*" });
  });

  it("leaves everything else alone when a route comes or goes", async () => {
    const urns = async (routes: CorsWorkerArgs["routes"]) =>
      (await planned({ routes })).nodes.map(({ urn }) => urn);
    const one = await urns({ api: "example.com/api/*" });
    const two = await urns({ fonts: "example.com/fonts/*", api: "example.com/api/*" });
    const added = two.filter((urn) => !one.includes(urn));
    expect(added).to.have.length(1);
    expect(added[0]).to.match(/::cors-fonts$/);
    expect(two).to.include.members(one);
  });

  it("plans on a zone that is yet to be created", async () => {
    const graph = await planned();
    expect(nodeNamed(graph, "cors-api").inputs).to.deep.include({
      zoneId: UNKNOWN,
      pattern: "example.com/api/*",
    });
    expect(nodeNamed(graph, "cors-script").inputs).to.include({ accountId, scriptName: "example-com-cors" });
  });

  it("refuses policies that browsers or Cloudflare would not take", async () => {
    const cases: [Partial<CorsWorkerArgs>, string][] = [
      [{ origins: [] }, "origins is []; allowed are at least one"],
      [{ origins: ["https://example.com/"] }, "allowed are scheme and host, without a path"],
      [{ origins: ["*", "https://example.com"] }, '"*" alone, or a list of origins'],
      [{ origins: ["*"], credentials: true }, 'credentials is true; allowed are false with "*"'],
      [{ maxAgeSeconds: 86401 }, "maxAgeSeconds is 86401"],
      [{ routes: {} }, "routes is {}; allowed are at least one pattern"],
    ];
    for (const [args, words] of cases) {
      const failure = await boundPolicy(args).then(String, String);
      expect(failure).to.include('CorsWorker "cors": ').and.to.include(words);
    }
  });

  describe("on workerd", () => {
    let worker: Miniflare;
    let asked: string[];

    async function start(args: Partial<CorsWorkerArgs> = {}) {
      worker = new Miniflare({
        modules: true,
        script: corsScript(),
        compatibilityDate: COMPATIBILITY_DATE,
        bindings: { POLICY: await boundPolicy(args) },
        outboundService: (request: Request) => {
          asked.push(`${request.method} ${new URL(request.url).pathname}`);
          const headers = { "Access-Control-Allow-Origin": "https://of-the-origin.example", "X-Kept": "yes" };
          return new Response("from the origin", { status: 201, headers });
        },
      });
      await worker.ready;
    }

    beforeEach(() => {
      asked = [];
    });
    afterEach(() => worker.dispose());

    it("S25 echoes a listed origin with credentials, and gives others nothing", async () => {
      await start();
      for (const origin of ORIGINS) {
        const { status, headers } = await worker.dispatchFetch("https://example.com/api/x", {
          headers: { Origin: origin },
        });
        expect(status).to.equal(201);
        expect(headers.get("access-control-allow-origin")).to.equal(origin);
        expect(headers.get("access-control-allow-credentials")).to.equal("true");
        expect(headers.get("vary")).to.equal("Origin");
        expect(headers.get("x-kept")).to.equal("yes");
      }
      for (const origin of ["https://evil.example", "https://example.com.evil.example", "null"]) {
        const { headers } = await worker.dispatchFetch("https://example.com/api/x", {
          headers: { Origin: origin },
        });
        expect(headers.get("access-control-allow-origin"), origin).to.equal(null);
        expect(headers.get("access-control-allow-credentials"), origin).to.equal(null);
        expect(headers.get("vary"), origin).to.equal("Origin");
      }
      expect(asked).to.have.length(6);
    });

    it("S27 answers preflights with 204 and one day, without asking the origin", async () => {
      await start();
      const preflight = (origin: string) => {
        const headers = { Origin: origin, "Access-Control-Request-Method": "PUT" };
        return worker.dispatchFetch("https://example.com/api/x", { method: "OPTIONS", headers });
      };
      const { status, headers } = await preflight("https://example.com");
      expect(status).to.equal(204);
      expect(headers.get("access-control-max-age")).to.equal("86400");
      expect(headers.get("access-control-allow-origin")).to.equal("https://example.com");
      expect(headers.get("access-control-allow-methods")).to.equal(
        "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
      );
      expect(headers.get("access-control-allow-headers")).to.equal("Content-Type, Authorization");
      const refused = await preflight("https://evil.example");
      expect(refused.status).to.equal(204);
      expect([...refused.headers.keys()].filter((name) => name.startsWith("access-control"))).to.deep.equal(
        [],
      );
      expect(asked).to.deep.equal([]);
    });

    it("leaves an OPTIONS that is no preflight to the origin", async () => {
      await start();
      const { status } = await worker.dispatchFetch("https://example.com/api/x", { method: "OPTIONS" });
      expect([status, asked]).to.deep.equal([201, ["OPTIONS /api/x"]]);
    });

    it("gives everybody public files, without credentials", async () => {
      await start({ origins: ["*"] });
      const { headers } = await worker.dispatchFetch("https://example.com/f.woff2", {
        headers: { Origin: "https://a.example" },
      });
      expect(headers.get("access-control-allow-origin")).to.equal("*");
      expect(headers.get("access-control-allow-credentials")).to.equal(null);
      expect(headers.get("vary")).to.equal(null);
    });
  });
});
