import { X509Certificate } from "node:crypto";
import { type Input, output, type ResourceTransform } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Balancing } from "../../../components/ingress/nginx/proxy.ts";
import { CLOUDFLARE_ORIGIN_PULL_AUTHORITY } from "../../../components/ingress/origin-pulls.ts";
import { Routes, type RoutesArgs } from "../../../components/ingress/routes.ts";
import { program } from "../../../docs/examples/ingress/routes.ts";
import { record } from "../../../graph/record/record.ts";
import { check } from "../../../policies/check.ts";
import type { Exception } from "../../../policies/exceptions/exception.ts";
import { sessionAffinity } from "../../../policies/kubernetes/network/session-affinity.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import {
  BACKEND,
  construct,
  FRONTEND,
  HOWLEROPS,
  listOf,
  POLICY,
  recordRoutes,
  routeAt,
  specOf,
  under,
  upstreamNamed,
  valuesOf,
} from "./fixtures.ts";

const COMPONENT = "strata:ingress:Routes";

/** A variable in the notation of the controller's objects. */
const variable = (name: string) => `\${${name}}`;

describe("Routes", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await recordRoutes(), "web", COMPONENT)).to.deep.equal([
      "kubernetes:core/v1:Secret web-client-authority",
      "kubernetes:k8s.nginx.org/v1:Policy web-limit-client",
      "kubernetes:k8s.nginx.org/v1:Policy web-client-certificates",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy web-to-frontend",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy frontend-from-web",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy web-to-backend",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy backend-from-web",
      "kubernetes:k8s.nginx.org/v1:VirtualServer web-host",
    ]);
  });

  it("S33, S36: / goes to the frontend, /api and below and /health to the backend", async () => {
    const graph = await recordRoutes();
    const routes = listOf(under(specOf(graph, "web-host"), "routes")).map((route) => [
      under(route, "path"),
      under(route, "action", "proxy", "upstream"),
    ]);
    expect(routes).to.deep.equal([
      ["/", "frontend"],
      ["=/api", "backend"],
      ["/api/", "backend"],
      ["=/health", "backend"],
    ]);
    expect(upstreamNamed(graph, "frontend")).to.include({ service: "frontend", port: 80 });
    expect(upstreamNamed(graph, "backend")).to.include({ service: "backend", port: 8500 });
  });

  it("S70: leads log-ins to pods of their own, with a limit of their own", async () => {
    const login = { ...BACKEND, name: "login", host: "login.howlerops.svc.cluster.local" };
    const limits = { address: { requestsPerMinute: 100 } };
    const graph = await recordRoutes({
      routes: { login: { path: "/login", to: login, limits }, rest: { path: "/", to: BACKEND } },
    });
    const upstreamAt = (path: string) => under(routeAt(graph, path), "action", "proxy", "upstream");
    expect(["=/login", "/login/", "/"].map(upstreamAt)).to.deep.equal(["login", "login", "backend"]);
    expect(upstreamNamed(graph, "login")).to.include({ service: "login" });
    expect(under(specOf(graph, "web-login-limit-address"), "rateLimit", "rate")).to.equal("100r/m");
    expect(under(routeAt(graph, "/"), "policies")).to.equal(undefined);
  });

  it("S37: ends TLS with the host's certificate and speaks plain HTTP to services", async () => {
    const graph = await recordRoutes();
    const spec = specOf(graph, "web-host");
    expect(under(spec, "tls")).to.deep.equal({ secret: "web-tls", redirect: { enable: true, code: 301 } });
    expect(under(upstreamNamed(graph, "backend"), "tls")).to.equal(undefined);
  });

  it("S40: balances by fewest connections, in turn, by address or by cookie", async () => {
    const method = async (balancing: "least_conn" | "round_robin" | "ip_hash" | { cookie?: string }) => {
      const graph = await recordRoutes({ proxy: { balancing } });
      const upstream = upstreamNamed(graph, "backend");
      return [under(upstream, "lb-method"), under(upstream, "sessionCookie", "name")];
    };
    expect(await method("least_conn")).to.deep.equal(["least_conn", undefined]);
    expect(await method("round_robin")).to.deep.equal(["round_robin", undefined]);
    expect(await method("ip_hash")).to.deep.equal(["ip_hash", undefined]);
    expect(await method({})).to.deep.equal(["least_conn", "srv_id"]);
    expect(under(upstreamNamed(await recordRoutes(), "backend"), "lb-method")).to.equal("least_conn");
  });

  it("S55: refuses what ties a client to a pod, until an exception of the stack says why", async () => {
    const verdict = async (balancing: Balancing, exceptions: readonly Exception[] = []) => {
      const graph = await recordRoutes({ proxy: { balancing } });
      return check(graph, [sessionAffinity], { today: "2026-11-21", exceptions });
    };
    expect((await verdict("least_conn")).findings).to.deep.equal([]);
    for (const balancing of ["ip_hash", { cookie: "srv_id" }] as const) {
      // One for each of the upstreams, frontend and backend.
      expect((await verdict(balancing)).findings.map(({ enforcement }) => enforcement)).to.deep.equal([
        "mandatory",
        "mandatory",
      ]);
    }
    const accepted = await verdict({ cookie: "srv_id" }, [
      {
        rule: "kubernetes-session-affinity",
        stack: "*",
        resource: "web",
        reason: "sessions are still kept in the memory of the pods",
        owner: "platform",
        expires: "2027-03-01",
      },
    ]);
    expect(accepted.findings).to.deep.equal([]);
    expect(accepted.excepted).to.have.length(2);
  });

  it("S52: sticks by address with the client's real one, since behind the edge all others are its proxies'", async () => {
    const graph = await recordRoutes({ proxy: { balancing: "ip_hash" } });
    expect(upstreamNamed(graph, "backend")).to.include({ "lb-method": "ip_hash" });
    const entries = under(valuesOf(graph, "ingress-release"), "controller", "config", "entries");
    expect(under(entries, "real-ip-header")).to.equal("CF-Connecting-IP");
    expect(String(under(entries, "set-real-ip-from")).split(",")).to.include("104.16.0.0/13");
  });

  it("S41: leaves a pod alone for 30 s after 3 failures", async () => {
    const upstream = upstreamNamed(await recordRoutes(), "backend");
    expect(upstream).to.include({ "max-fails": 3, "fail-timeout": "30s" });
  });

  it("S42: waits 60 s to send and to read and 5 s to connect, and a route may differ", async () => {
    const slow = { path: "/api/report", to: BACKEND, proxy: { readTimeoutSeconds: 300 } };
    const graph = await recordRoutes({ routes: { ...HOWLEROPS.routes, report: slow } });
    const documented = { "connect-timeout": "5s", "send-timeout": "60s", "read-timeout": "60s" };
    expect(upstreamNamed(graph, "backend")).to.include(documented);
    expect(upstreamNamed(graph, "backend-report")).to.include({ ...documented, "read-timeout": "300s" });
    expect(under(routeAt(graph, "/api/report/"), "action", "proxy", "upstream")).to.equal("backend-report");
  });

  it("S43: keeps a WebSocket that is idle for as long as its route says, and no other request", async () => {
    const live = { path: "/live", to: BACKEND, webSocketIdleSeconds: 3600 };
    const graph = await recordRoutes({ routes: { live } });
    const patience = { "read-timeout": "3600s", "send-timeout": "3600s", "connect-timeout": "5s" };
    expect(upstreamNamed(graph, "backend-live-websockets")).to.include(patience);
    expect(upstreamNamed(graph, "backend")).to.include({ "read-timeout": "60s", "send-timeout": "60s" });
    for (const path of ["=/live", "/live/"]) {
      const route = routeAt(graph, path);
      expect(under(route, "action", "proxy", "upstream")).to.equal("backend");
      expect(under(route, "matches")).to.have.length(1);
      expect(under(route, "matches", 0, "conditions")).to.deep.equal([
        { header: "upgrade", value: "websocket" },
      ]);
      const upgraded = under(route, "matches", 0, "action", "proxy");
      expect(upgraded).to.deep.include({ upstream: "backend-live-websockets" });
      expect(under(upgraded, "requestHeaders")).to.deep.equal(
        under(route, "action", "proxy", "requestHeaders"),
      );
    }
  });

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

  it("S53: sticks by the cookie srv_id for an hour", async () => {
    const balancing = { domain: ".example.com" };
    const graph = await recordRoutes({ proxy: { balancing } });
    expect(under(upstreamNamed(graph, "backend"), "sessionCookie")).to.deep.equal({
      enable: true,
      name: "srv_id",
      expires: "3600s",
      path: "/",
      domain: ".example.com",
      httpOnly: true,
      secure: true,
      samesite: "lax",
    });
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

  it("S5: lets nobody in who does not show Cloudflare's client certificate", async () => {
    const graph = await recordRoutes();
    expect(under(specOf(graph, "web-client-certificates"), "ingressMTLS")).to.deep.equal({
      clientCertSecret: "web-client-authority",
      verifyClient: "on",
    });
    expect(listOf(under(specOf(graph, "web-host"), "policies"))[0]).to.deep.equal({
      name: "web-client-certificates",
    });
    const { inputs } = nodeNamed(graph, "web-client-authority");
    expect(inputs["type"]).to.equal("nginx.org/ca");
    const certificate = new X509Certificate(CLOUDFLARE_ORIGIN_PULL_AUTHORITY);
    expect(certificate.fingerprint256.replaceAll(":", "")).to.equal(
      "9A1AC2B4BE15F9F27EEE20A734CBA4E9898F61001B3BD7C84B69B56A3E25A2B9",
    );
    expect(certificate.subject).to.include("CN=origin-pull.cloudflare.net");
    expect(certificate.validTo).to.equal("Nov  1 17:00:00 2029 GMT");
  });

  it("takes the authority of the zone's own certificate, and the shared one when the zone has none", async () => {
    const shownWith = async (clientAuthority: RoutesArgs["clientAuthority"]) => {
      const shown: Input<string>[] = [];
      await recordWith(({ kubernetes }) => {
        const { ingress } = construct(kubernetes);
        // A transform sees what a component asks for, before it becomes a secret.
        const transform: ResourceTransform = ({ type, props }) => {
          if (type === "kubernetes:core/v1:Secret") {
            output(props["stringData"]["ca.crt"]).apply((pem) => shown.push(String(pem)));
          }
          return undefined;
        };
        const args = { ...HOWLEROPS, ingress: ingress.controller, clientAuthority };
        new Routes("own", args, { provider: kubernetes, transforms: [transform] });
        return {};
      });
      return shown;
    };
    expect(await shownWith(output("a certificate"))).to.deep.equal(["a certificate"]);
    expect(await shownWith(undefined)).to.deep.equal([CLOUDFLARE_ORIGIN_PULL_AUTHORITY]);
    expect(await shownWith(false)).to.deep.equal([]);
  });

  it("asks for no client certificate behind a global load balancer, which has none, or when told so", async () => {
    const exposure = {
      from: "google-load-balancer",
      endpointGroup: "shop",
      certificate: "shop/shop-tls",
    } as const;
    for (const graph of [
      await recordRoutes({}, { exposure }),
      await recordRoutes({ clientAuthority: false }),
    ]) {
      expect(childrenOf(graph, "web", COMPONENT).join()).not.to.include("client-");
    }
  });

  it("S146: encrypts again towards an endpoint that asks for it, and checks who answers", async () => {
    const to = { ...BACKEND, name: "payments", protocol: "https" } as const;
    const pay = { path: "/pay", to, serverAuthority: "payments-authority", proxy: { retryOn: [] } };
    const graph = await recordRoutes({ routes: { pay } });
    const upstream = upstreamNamed(graph, "payments-pay");
    expect(under(upstream, "tls")).to.deep.equal({ enable: true });
    // A payment is never tried twice.
    expect(upstream).to.include({ "next-upstream": "off" });
    expect(under(specOf(graph, "web-pay-server"), "egressMTLS")).to.include({
      trustedCertSecret: "payments-authority",
      verifyServer: true,
      sslName: "backend.howlerops.svc.cluster.local",
    });
    expect(under(routeAt(graph, "/pay/"), "policies")).to.deep.include({ name: "web-pay-server" });
  });

  it("names a service of another namespace with it, and rewrites a path", async () => {
    const to = { ...BACKEND, host: "backend.other.svc.cluster.local" };
    const health = { path: "/healthz", match: "exact", to, rewrite: "/api/healthz" } as const;
    const graph = await recordRoutes({ routes: { health } });
    expect(upstreamNamed(graph, "backend")).to.include({ service: "other/backend" });
    expect(under(routeAt(graph, "=/healthz"), "action", "proxy", "rewritePath")).to.equal("/api/healthz");
  });

  it("publishes a link to each service once", async () => {
    const graph = await recordRoutes();
    const links = listOf(under(nodeNamed(graph, "web", COMPONENT).published, "links"));
    expect(links.map((link) => [under(link, "from"), under(link, "to"), under(link, "port")])).to.deep.equal([
      ["ingress", "frontend", 80],
      ["ingress", "backend", 8500],
    ]);
  });

  it("makes its objects after the controller, which brings their definitions", async () => {
    const graph = await recordRoutes();
    const release = nodeNamed(graph, "ingress-release").urn;
    expect(nodeNamed(graph, "web-limit-client").dependencies).to.include(release);
    // One of the policies lies in the controller's namespace, which comes with the controller.
    expect(nodeNamed(graph, "web-to-frontend").dependencies).to.include(release);
    expect(nodeNamed(graph, "web-host").dependencies).to.include.members([
      release,
      nodeNamed(graph, "web-limit-client").urn,
    ]);
  });

  it("leaves every other object as it is when a route or limit comes or goes", async () => {
    const urns = async (changes: Partial<RoutesArgs>) =>
      (await recordRoutes(changes)).nodes.map((node) => node.urn);
    const before = await urns({});
    const after = await urns({
      routes: { ...HOWLEROPS.routes, reviews: { path: "/reviews", to: BACKEND, cache: {} } },
      limits: { client: { requestsPerMinute: 1000 }, key: { requestsPerMinute: 60, key: { header: "X-K" } } },
    });
    expect(after).to.include.members(before);
    expect(after).to.have.length(before.length + 2);
  });

  it("keeps the name of a TLS secret that is known later as unknown", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const { ingress } = construct(kubernetes);
      const tlsSecret = ingress.nodes.release.id;
      new Routes(
        "late",
        { ...HOWLEROPS, host: "late.example.com", ingress: ingress.controller, tlsSecret },
        { provider: kubernetes },
      );
      return {};
    });
    expect(under(specOf(graph, "late-host"), "tls", "secret")).to.deep.equal({ $unknown: true });
    expect(nodeNamed(graph, "late", COMPONENT).inputs).not.to.have.property("tlsSecret");
  });

  it("works as in its example", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(graph.outputs).to.deep.equal({ host: "shop.example.com" });
    expect(nodeNamed(graph, "shop-reviews-cache").type).to.equal(POLICY);
    // Two ports: callers dial the Service's, policies match the pods'.
    const policy = specOf(graph, "shop-to-frontend");
    expect(under(policy, "egress", 0, "ports")).to.deep.equal([{ port: 8080, protocol: "TCP" }]);
  });

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
      const failure = await recordRoutes(changes).then(
        () => "nothing",
        (error: Error) => error.message,
      );
      expect(failure).to.include(`Routes "web": ${words}`);
    });
  }
});
