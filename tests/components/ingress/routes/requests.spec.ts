import { expect } from "chai";
import {
  BACKEND,
  FRONTEND,
  listOf,
  POLICY,
  recordRoutes,
  routeAt,
  specOf,
  under,
  variable,
} from "../fixtures.ts";

describe("Routes", () => {
  it("S44, S46: lets a client make 1000 requests a minute and answers the rest 429, over all pods together", async () => {
    const graph = await recordRoutes();
    expect(under(specOf(graph, "web-limit-client", POLICY), "rateLimit")).to.deep.equal({
      rate: "1000r/m",
      key: variable("binary_remote_addr"),
      zoneSize: "10M",
      burst: 999,
      noDelay: true,
      rejectCode: 429,
      scale: true,
      logLevel: "warn",
    });
    expect(under(specOf(graph, "web-host"), "policies")).to.deep.include({ name: "web-limit-client" });
  });

  it("S45: a route's own limit counts by address, API key or user, and the host's still counts too", async () => {
    const limits = {
      address: { requestsPerMinute: 100 },
      key: { requestsPerMinute: 600, key: { header: "X-API-Key" } },
      user: { requestsPerMinute: 100, key: { cookie: "session" } },
    };
    const login = { path: "/api/login", to: BACKEND, limits };
    const graph = await recordRoutes({ routes: { login } });
    const keyOf = (name: string) => under(specOf(graph, `web-login-limit-${name}`), "rateLimit", "key");
    expect(["address", "key", "user"].map(keyOf)).to.deep.equal([
      variable("binary_remote_addr"),
      variable("http_x_api_key"),
      variable("cookie_session"),
    ]);
    expect(under(routeAt(graph, "=/api/login"), "policies")).to.deep.equal([
      { name: "web-login-limit-address" },
      { name: "web-login-limit-key" },
      { name: "web-login-limit-user" },
      { name: "web-limit-client" },
    ]);
  });

  it("S50: tells services the one address that is known, whatever list a client sent", async () => {
    const graph = await recordRoutes();
    for (const route of listOf(under(specOf(graph, "web-host"), "routes"))) {
      expect(under(route, "action", "proxy", "requestHeaders", "set")).to.deep.equal([
        { name: "X-Forwarded-For", value: variable("remote_addr") },
        { name: "CF-Connecting-IP", value: variable("remote_addr") },
        { name: "Forwarded", value: "" },
      ]);
    }
  });

  it("S56: where a route answers cross-origin calls, the service's own answers are hidden", async () => {
    const cors = { origins: ["https://example.com"] };
    const graph = await recordRoutes({
      routes: { api: { path: "/api", to: BACKEND, cors }, app: { path: "/", to: FRONTEND } },
    });
    expect(under(specOf(graph, "web-api-cors"), "cors")).to.deep.equal({
      allowOrigin: ["https://example.com"],
      allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      allowHeaders: ["Content-Type", "Authorization"],
      allowCredentials: true,
      maxAge: 86400,
    });
    const hidden = (path: string) =>
      under(routeAt(graph, path), "action", "proxy", "responseHeaders", "hide");
    expect(hidden("/api/")).to.include("Access-Control-Allow-Origin");
    expect(hidden("/")).to.deep.equal(["X-Powered-By"]);
  });

  it("S48, S49: caches on the controller's pods with the documented sizes, one fetch at a time", async () => {
    const graph = await recordRoutes({ routes: { reviews: { path: "/reviews", to: BACKEND, cache: {} } } });
    const cache = under(specOf(graph, "web-reviews-cache"), "cache");
    expect(cache).to.deep.include({
      cacheZoneSize: "10m",
      maxSize: "1024m",
      inactive: "60m",
      levels: "1:2",
      lock: { enable: true, timeout: "5s", age: "5s" },
    });
    expect(under(cache, "conditions", "noCache")).to.include("$http_authorization");
  });
});
