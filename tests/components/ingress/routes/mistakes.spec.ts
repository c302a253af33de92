import { expect } from "chai";
import type { RoutesArgs } from "#components/ingress/routes";
import { failureOf } from "../../../support/refusals.ts";
import { BACKEND, recordRoutes } from "../fixtures.ts";

describe("Routes", () => {
  const to = BACKEND;
  const outside = {
    ...BACKEND,
    host: "example.com",
    peer: { kind: "host", hosts: ["example.com"] },
  } as const;
  const mistakes: [string, Partial<RoutesArgs>, string][] = [
    ["host", { host: "localhost" }, 'host is "localhost"; allowed are host names'],
    [
      "key",
      { routes: { limit: { path: "/", to } } },
      'routes.limit is "limit"; allowed are keys that are DNS',
    ],
    ["empty set of routes", { routes: {} }, "routes is {}; allowed are at least one route"],
    ["path", { routes: { a: { path: "api/", to } } }, 'routes.a.path is "api/"; allowed are paths such as'],
    ["target", { routes: { a: { path: "/", to: outside } } }, "routes.a.to is"],
    [
      "pair of one path",
      { routes: { a: { path: "/", to }, b: { path: "/", to } } },
      'routes is "prefix /"; allowed are each path once',
    ],
    [
      "timeout",
      { proxy: { connectTimeoutSeconds: 90 } },
      "proxy.connectTimeoutSeconds is 90; allowed are whole numbers from 1 to 75",
    ],
    [
      "rewrite of a route that keeps WebSockets",
      { routes: { a: { path: "/a", to, rewrite: "/b", webSocketIdleSeconds: 60 } } },
      'routes.a.rewrite is "/b"; allowed are routes without webSocketIdleSeconds',
    ],
    [
      "limit",
      { limits: { a: { requestsPerMinute: 0 } } },
      "limits.a.requestsPerMinute is 0; allowed are whole numbers from 1 to 1000000",
    ],
    [
      "authority of a plain connection",
      { routes: { a: { path: "/", to, serverAuthority: "x" } } },
      'routes.a.serverAuthority is "x"; allowed are endpoints of protocol "https" beside it',
    ],
    [
      "HEAD that stands beside GET",
      { routes: { a: { path: "/", to, cors: { origins: ["https://a.de"], methods: ["GET", "HEAD"] } } } },
      'routes.a.cors.methods is ["GET","HEAD"]; allowed are lists without HEAD',
    ],
    [
      "private key",
      { clientAuthority: "-----BEGIN PRIVATE KEY-----" },
      'clientAuthority is "(hidden)"; allowed are certificates',
    ],
    [
      "wildcard origin with credentials",
      { routes: { a: { path: "/", to, cors: { origins: ["*"] } } } },
      'routes.a.cors.origins is ["*"]; allowed are origins by name',
    ],
  ];
  for (const [what, changes, words] of mistakes) {
    it(`refuses the ${what} that cannot work`, async () => {
      const failure = await failureOf(recordRoutes(changes));
      expect(failure).to.include(`Routes "web": ${words}`);
    });
  }

  it("E1 refuses limits that round down to nothing on the most pods of the controller", async () => {
    const five = { login: { requestsPerMinute: 5 } };
    const words = "requestsPerMinute is 5; allowed are whole numbers from 6 to 1000000";
    expect(await failureOf(recordRoutes({ limits: five }))).to.include(`limits.login.${words}`);
    expect(await failureOf(recordRoutes({ routes: { a: { path: "/login", to, limits: five } } }))).to.include(
      `routes.a.limits.login.${words}`,
    );
    expect(await failureOf(recordRoutes({ limits: five }, { maxReplicas: 5 }))).to.equal("accepted");
  });
});
