import { expect } from "chai";
import {
  type ConfigurationContext,
  nginxConfiguration,
} from "#components/ingress/nginx/configuration/configuration";
import { CONTROLLER_DEFAULTS } from "#components/ingress/nginx/controller";
import { PROXY_DEFAULTS, type ProxySettings } from "#components/ingress/nginx/proxy";
import type { VirtualHost } from "#components/ingress/nginx/virtual-server";
import { BACKEND, FRONTEND, HOWLEROPS } from "./fixtures.ts";

const HOST: VirtualHost = {
  name: "web",
  namespace: "howlerops",
  className: "nginx",
  host: "sql-studio.app",
  tlsSecret: "web-tls",
  routes: HOWLEROPS.routes,
  proxy: {},
  limits: { client: { requestsPerMinute: 1000 } },
  responseHeaders: {},
  hostPolicies: [],
};

const AROUND: ConfigurationContext = {
  controller: { ...CONTROLLER_DEFAULTS, trustedProxies: ["198.51.100.0/24"] },
  pods: { frontend: ["127.0.0.1:8080"], backend: ["127.0.0.1:8500", "127.0.0.1:8501"] },
  listen: ["127.0.0.1:8443 ssl"],
  certificate: { file: "tls.crt", keyFile: "tls.key" },
};

/** What stands between the braces of a block, one directive a line. */
function block(text: string, head: string): string[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.trim() === `${head} {`);
  const indent = lines[start]?.search(/\S/) ?? 0;
  const length = lines.slice(start + 1).indexOf(`${" ".repeat(indent)}}`);
  return start < 0 ? [] : lines.slice(start + 1, start + 1 + length).map((line) => line.trim());
}

const render = (changes: Partial<VirtualHost> = {}, around: Partial<ConfigurationContext> = {}) =>
  nginxConfiguration({ ...HOST, ...changes }, { ...AROUND, ...around });

describe("nginx configuration of a host", () => {
  it("has a group of pods for each service, with their passive health", () => {
    expect(block(render(), "upstream backend")).to.deep.equal([
      "least_conn;",
      "server 127.0.0.1:8500 max_fails=3 fail_timeout=30s;",
      "server 127.0.0.1:8501 max_fails=3 fail_timeout=30s;",
      "keepalive 32;",
    ]);
    expect(block(render(), "upstream frontend")).to.have.length(3);
  });

  it("says for each path what its settings say", () => {
    const api = block(render(), "location /api/");
    expect(api).to.include.members([
      "proxy_connect_timeout 5s;",
      "proxy_send_timeout 60s;",
      "proxy_read_timeout 60s;",
      "proxy_next_upstream error timeout http_502 http_503;",
      "proxy_next_upstream_tries 2;",
      "client_max_body_size 10m;",
      "proxy_pass http://backend;",
    ]);
    expect(block(render(), "location = /health")).to.include("proxy_pass http://backend;");
    expect(block(render(), "location /")).to.include("proxy_pass http://frontend;");
  });

  it("changes a directive for every setting of the proxy: none is without effect", () => {
    const changed: { [Key in keyof ProxySettings]: ProxySettings[Key] } = {
      balancing: "ip_hash",
      maxFails: 7,
      failTimeoutSeconds: 11,
      connectTimeoutSeconds: 2,
      sendTimeoutSeconds: 13,
      readTimeoutSeconds: 17,
      retryOn: [],
      tries: 3,
      retryWithinSeconds: 19,
      maxBodyMiB: 23,
      idleConnections: 29,
      buffering: false,
    };
    expect(Object.keys(changed)).to.have.members(Object.keys(PROXY_DEFAULTS));
    const before = render();
    const same = Object.entries(changed).filter(
      ([key, value]) => render({ proxy: { [key]: value } }) === before,
    );
    expect(same).to.deep.equal([]);
  });

  it("counts a route's own limits besides the host's, and refuses with 429", () => {
    const limits = { tight: { requestsPerMinute: 5 } };
    const text = render({ routes: { login: { path: "/login", to: BACKEND, limits } } });
    expect(text).to.include("limit_req_zone $binary_remote_addr zone=web_login_limit_tight:10M rate=5r/m;");
    expect(block(text, "location = /login")).to.include.members([
      "limit_req_status 429;",
      "limit_req zone=web_limit_client burst=999 nodelay;",
      "limit_req zone=web_login_limit_tight burst=4 nodelay;",
    ]);
    expect(block(text, "server")).to.include("limit_req zone=web_limit_client burst=999 nodelay;");
  });

  it("lets one request fetch what many ask for", () => {
    const text = render({ routes: { reviews: { path: "/reviews", to: BACKEND, cache: {} } } });
    expect(text).to.include(
      "proxy_cache_path /var/cache/nginx/web_reviews_cache levels=1:2 keys_zone=web_reviews_cache:10m inactive=60m max_size=1024m",
    );
    expect(block(text, "location /reviews/")).to.include.members([
      "proxy_cache_lock on;",
      "proxy_cache_lock_timeout 5s;",
      "proxy_cache_valid 200 60s;",
      "proxy_no_cache $http_authorization $http_upgrade;",
    ]);
  });

  it("keeps the origins of two routes apart", () => {
    const cors = (origin: string) => ({ cors: { origins: [origin] } });
    const text = render({
      routes: {
        a: { path: "/a", to: BACKEND, ...cors("https://*.example.com") },
        b: { path: "/b", to: FRONTEND, ...cors("https://example.org") },
      },
    });
    expect(text).to.include(
      'map $http_origin $cors_origin_web_a { "~^https://[^.]+\\.example\\.com$" $http_origin; }',
    );
    expect(text).to.include('map $http_origin $cors_origin_web_b { "https://example.org" $http_origin; }');
  });

  it("believes only the trusted ranges, hides nginx' version, and ends TLS", () => {
    const server = block(render(), "server");
    expect(server).to.include.members([
      "listen 127.0.0.1:8443 ssl;",
      "server_name sql-studio.app;",
      "ssl_certificate tls.crt;",
      "server_tokens off;",
      "set_real_ip_from 198.51.100.0/24;",
      "real_ip_header CF-Connecting-IP;",
    ]);
    expect(render()).to.include("ssl_protocols TLSv1.2 TLSv1.3;");
  });

  it("leaves out what an older nginx does not know", () => {
    const balancing = { cookie: "srv_id" };
    expect(render({ proxy: { balancing } })).to.include("sticky cookie srv_id expires=3600s httponly");
    expect(render({ proxy: { balancing } }, { without: ["sticky", "http2"] }))
      .to.not.include("sticky")
      .and.not.include("http2");
  });
});
