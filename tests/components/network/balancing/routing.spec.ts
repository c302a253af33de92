import { expect } from "chai";
import fc from "fast-check";
import {
  COUNTRY_HEADER,
  createUrlMap,
  type Pools,
  type Routing,
} from "#components/network/balancing/url-map";
import type { Values } from "#graph/model";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { items, serviceFor } from "./url-map.ts";

const LOCATIONS = {
  india: { countries: ["IN", "LK"], regions: ["asia-south1"] },
  home: { countries: ["US"], regions: ["us-central1"] },
};
const HOSTS = ["example.com", "*.example.com"];

/** Pools whose links say what they are, which they do not before a deployment. */
const pools = (name: string): Pools => ({
  everybody: name,
  locations: { india: `${name} in india`, home: `${name} in home` },
});

async function urlMapOf(routing: Partial<Routing>, hosts = HOSTS): Promise<Values> {
  const graph = await recordWith(({ gcp }) => {
    const full = { pools: pools("site"), routes: [], locations: {}, ...routing };
    createUrlMap("routes", hosts, full, { provider: gcp });
    return {};
  });
  return nodeNamed(graph, "routes").inputs;
}

const route = (name: string, paths: string[], exact = false) => ({ paths, exact, pools: pools(name) });

describe("routing of a global load balancer", () => {
  const ask = (map: Values, path: string, country?: string, host = "example.com") =>
    serviceFor(map, { host, path, ...(country ? { headers: { [COUNTRY_HEADER]: country } } : {}) });

  it("S33: leads a path and what lies below it to pods of their own, the longest path first", async () => {
    const map = await urlMapOf({
      routes: [route("maps", ["/maps"]), route("tiles", ["/maps/tiles"]), route("health", ["/health"], true)],
    });
    const found = [
      "/",
      "/maps",
      "/maps/",
      "/maps/a/b",
      "/mapstore",
      "/maps/tiles",
      "/maps/tiles/1",
      "/maps/tilesets",
    ];
    expect(found.map((path) => `${path} ${ask(map, path)}`)).to.deep.equal([
      "/ site",
      "/maps maps",
      "/maps/ maps",
      "/maps/a/b maps",
      "/mapstore site",
      "/maps/tiles tiles",
      "/maps/tiles/1 tiles",
      "/maps/tilesets maps",
    ]);
    expect(ask(map, "/health")).to.equal("health");
    expect(ask(map, "/health/live")).to.equal("site");
  });

  it("S34: leads visitors of a country to its regions, on every path", async () => {
    const map = await urlMapOf({ locations: LOCATIONS, routes: [route("maps", ["/maps"])] });
    const found = (["IN", "LK", "US", "DE", undefined] as const).map((country) => [
      country ?? "nobody knows",
      ask(map, "/", country),
      ask(map, "/maps/1", country),
    ]);
    expect(found).to.deep.equal([
      ["IN", "site in india", "maps in india"],
      ["LK", "site in india", "maps in india"],
      ["US", "site in home", "maps in home"],
      ["DE", "site", "maps"],
      ["nobody knows", "site", "maps"],
    ]);
  });

  it("asks the header that Cloudflare sets, and no pattern, which global load balancers refuse", async () => {
    const map = await urlMapOf({ locations: LOCATIONS });
    const [matcher] = items(map["pathMatchers"]);
    const conditions = items(matcher?.["routeRules"])
      .flatMap((rule) => items(rule["matchRules"]))
      .flatMap((match) => items(match["headerMatches"]));
    expect(conditions.length).to.equal(3);
    for (const condition of conditions) {
      expect(Object.keys(condition)).to.deep.equal(["headerName", "exactMatch"]);
      expect(condition["headerName"]).to.equal("CF-IPCountry");
    }
  });

  it("leads hosts that are not its own where all other paths go", async () => {
    const map = await urlMapOf({ routes: [route("maps", ["/maps"])] });
    expect(ask(map, "/maps", undefined, "www.example.com")).to.equal("maps");
    expect(ask(map, "/maps", undefined, "elsewhere.example")).to.equal("site");
  });

  it("lets the cloud try a request of each kind before it takes the map", async () => {
    const map = await urlMapOf({ locations: LOCATIONS, routes: [route("maps", ["/maps"])] });
    const tests = items(map["tests"]);
    expect(tests.map(({ path, service }) => `${path} ${service}`)).to.deep.equal([
      "/maps maps in india",
      "/maps maps in home",
      "/maps maps",
      "/ site in india",
      "/ site in home",
      "/ site",
    ]);
    expect(items((await urlMapOf({}, ["*.example.com"]))["tests"])).to.deep.equal([]);
  });

  it("gives every rule a place of its own, and tries lead where they say, whatever the routes", async () => {
    const label = fc.stringMatching(/^[a-z]{1,3}$/);
    const path = fc
      .array(label, { minLength: 1, maxLength: 3 })
      .map((labels) => labels.map((each) => `/${each}`).join(""));
    const paths = fc.uniqueArray(path, { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(paths, fc.boolean(), async (all, exact) => {
        const routes = all.map((each) => route(`at ${each}`, [each], exact));
        const map = await urlMapOf({ routes, locations: LOCATIONS });
        const [matcher] = items(map["pathMatchers"]);
        const priorities = items(matcher?.["routeRules"]).map(({ priority }) => priority);
        expect(new Set(priorities).size).to.equal(priorities.length);
        const tests = items(map["tests"]);
        expect(tests.length).to.be.at.most(100);
        for (const { host, path: tried, headers, service } of tests) {
          const [header] = items(headers);
          const given = header ? { headers: { [String(header["name"])]: String(header["value"]) } } : {};
          expect(serviceFor(map, { host: String(host), path: String(tried), ...given })).to.equal(service);
        }
      }),
      { numRuns: 25 },
    );
  });
});
