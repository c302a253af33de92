import { request } from "node:http";
import type { Duplex } from "node:stream";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { ask, askInTurn } from "./support/client.ts";
import { HOST, type Nginx, STRANGER, service, startNginx } from "./support/server.ts";
import { type Received, type Stub, startStub } from "./support/stub.ts";

const ORIGIN = "https://example.com";

/** What services behind a real nginx get to see, and what it does for them. */
describe("proxying in nginx", () => {
  let app: Stub;
  let nginx: Nginx;

  before(async () => {
    app = await startStub((request_, response) => {
      request_.resume();
      if (request_.url?.startsWith("/text")) {
        const length = Number(new URL(request_.url, "http://app").searchParams.get("length"));
        response.setHeader("Content-Type", request_.headers["x-type"] ?? "application/json");
        response.setHeader("X-Powered-By", "Express");
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.end("a".repeat(length));
      } else {
        request_.once("end", () => response.end("fine"));
      }
    });
    app.server.on("upgrade", (_: unknown, socket: Duplex) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.pipe(socket);
    });
    const to = service("app");
    nginx = await startNginx({
      routes: {
        app: { path: "/", to },
        text: { path: "/text", to, cors: { origins: [ORIGIN, "https://*.example.com"] } },
        small: { path: "/small", to, proxy: { maxBodyMiB: 1 } },
        health: { path: "/healthz", match: "exact", to, rewrite: "/api/healthz" },
        live: { path: "/live", to, webSocketIdleSeconds: 1 },
      },
      responseHeaders: { "X-Content-Type-Options": "nosniff", "X-Note": 'say "hi"' },
      pods: { app: [app], "app-small": [app], "app-live-websockets": [app] },
    });
  });
  after(async () => {
    await nginx.stop();
    await app.stop();
  });

  async function received(
    path: string,
    headers: Record<string, string>,
    from?: string,
  ): Promise<Received["headers"]> {
    await ask(nginx, path, { headers, ...(from === undefined ? {} : { from }) });
    return app.received.at(-1)?.headers ?? {};
  }

  const CLAIMED = {
    "CF-Connecting-IP": "203.0.113.7",
    "X-Forwarded-For": "192.0.2.66, 10.0.0.1",
    "X-Real-IP": "192.0.2.67",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "1",
    Forwarded: "for=192.0.2.68",
  };

  it("S50: tells the client's address that the edge named, and nothing that the client named itself", async () => {
    expect(await received("/", CLAIMED)).to.include({
      "x-real-ip": "203.0.113.7",
      "x-forwarded-for": "203.0.113.7",
      "cf-connecting-ip": "203.0.113.7",
      "x-forwarded-host": HOST,
      "x-forwarded-proto": "http",
      "x-forwarded-port": String(nginx.port),
      host: HOST,
    });
    expect(app.received.at(-1)?.headers).not.to.have.property("forwarded");
  });

  it("S50: believes no word on the address from anybody else", async () => {
    expect(await received("/", CLAIMED, STRANGER)).to.include({
      "x-real-ip": STRANGER,
      "x-forwarded-for": STRANGER,
      "cf-connecting-ip": STRANGER,
    });
    expect(JSON.stringify(app.received.at(-1)?.headers)).not.to.match(/192\.0\.2|203\.0\.113/);
  });

  it("S50: hides what services say of themselves, and adds the host's headers to every answer", async () => {
    const good = await ask(nginx, "/text?length=1");
    expect(good.headers).to.include({ "x-content-type-options": "nosniff", "x-note": 'say "hi"' });
    expect(good.headers).not.to.have.property("x-powered-by");
    expect(good.headers["server"]).to.equal("nginx");
    const refused = await ask(nginx, "/small", { method: "POST", body: Buffer.alloc(2 ** 20 + 1) });
    expect(refused.headers).to.include({ "x-content-type-options": "nosniff" });
  });

  it("S43: passes an upgrade, and what both sides send from then on", async () => {
    const sent = request({
      host: "127.0.0.1",
      port: nginx.port,
      path: "/live",
      headers: { Host: HOST, Connection: "Upgrade", Upgrade: "websocket" },
    }).end();
    const [status, socket] = await new Promise<[number | undefined, Duplex]>((resolve, reject) => {
      sent.once("upgrade", (response, upgraded) => resolve([response.statusCode, upgraded]));
      sent.once("response", (response) => reject(new Error(`answered ${response.statusCode}`)));
    });
    expect(status).to.equal(101);
    socket.write("hello");
    const echo = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    expect(echo.toString()).to.equal("hello");
    // Nobody says anything for the route's second.
    const silent = performance.now();
    await new Promise((resolve) => socket.once("end", resolve).resume());
    expect(performance.now() - silent).to.be.within(900, 5000);
    socket.destroy();
  });

  it("S43: keeps its connections to services where nothing upgrades", async () => {
    const before = app.connections();
    expect(await askInTurn(20, nginx, "/")).to.deep.equal(Array(20).fill("fine"));
    expect(app.connections() - before).to.be.at.most(1);
    expect(app.received.at(-1)?.headers).not.to.have.property("upgrade");
  });

  it("S47: compresses text that is long enough, also for the edge's requests", async () => {
    const zipped = { headers: { "Accept-Encoding": "gzip", Via: "1.1 cloudflare" } };
    const answer = await ask(nginx, "/text?length=5000", zipped);
    expect(answer.headers).to.include({ "content-encoding": "gzip" });
    expect(String(answer.headers.vary)).to.include("Accept-Encoding");
    expect(gunzipSync(Buffer.from(answer.body, "latin1")).toString()).to.equal("a".repeat(5000));
    expect(answer.body.length).to.be.below(200);
    const plain = async (path: string, headers: Record<string, string>) =>
      (await ask(nginx, path, { headers })).headers["content-encoding"];
    expect(await plain("/text?length=1000", zipped.headers)).to.equal(undefined);
    expect(await plain("/text?length=5000", {})).to.equal(undefined);
    expect(await plain("/text?length=5000", { ...zipped.headers, "X-Type": "image/png" })).to.equal(
      undefined,
    );
  });

  it("refuses a body that is too large for its route with 413, before the service hears of it", async () => {
    const post = (path: string, bytes: number) =>
      ask(nginx, path, { method: "POST", body: Buffer.alloc(bytes) }).then(({ status }) => status);
    expect(await post("/small", 2 ** 20)).to.equal(200);
    const before = app.received.length;
    expect(await post("/small", 2 ** 20 + 1)).to.equal(413);
    expect(await post("/", 10 * 2 ** 20 + 1)).to.equal(413);
    expect(app.received).to.have.length(before);
    expect(await post("/", 10 * 2 ** 20)).to.equal(200);
  });

  it("S36, S68: leads an exact path to another one of the service, and what lies below elsewhere", async () => {
    await ask(nginx, "/healthz");
    expect(app.received.at(-1)?.path).to.equal("/api/healthz");
    await ask(nginx, "/healthz/more");
    expect(app.received.at(-1)?.path).to.equal("/healthz/more");
  });

  it("S51: logs requests as JSON, but none for health", async () => {
    await ask(nginx, "/healthz?from=balancer");
    await ask(nginx, "/small/logged?token=secret", { headers: { "User-Agent": 'a "quoted" agent' } });
    expect(await nginx.access.of("/small/logged")).to.include({
      method: "GET",
      host: HOST,
      client: "127.0.0.1",
      status: "200",
      upstreamStatus: "200",
      agent: 'a "quoted" agent',
    });
    // Where an internal location answers, the log still says what was asked for.
    await ask(nginx, "/live/logged?token=secret");
    expect(await nginx.access.of("/live/logged")).to.include({ status: "200", client: "127.0.0.1" });
    expect(app.received.at(-1)?.path).to.equal("/live/logged?token=secret");
    const paths = nginx.access.read().map((request_) => request_["path"]);
    expect(paths).not.to.include("/healthz");
    expect(JSON.stringify(nginx.access.read())).not.to.include("secret");
  });

  describe("for other origins", () => {
    const from = (origin: string, method = "GET") =>
      ask(nginx, "/text?length=1", { method, headers: { Origin: origin } });

    it("S56: answers a preflight itself", async () => {
      const before = app.received.length;
      const { status, headers } = await from(ORIGIN, "OPTIONS");
      expect(status).to.equal(204);
      expect(headers).to.include({
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
        "access-control-allow-headers": "Content-Type, Authorization",
        "access-control-allow-credentials": "true",
        "access-control-max-age": "86400",
      });
      expect(app.received).to.have.length(before);
    });

    it("S56: names the origin that asked, once, whatever the service says", async () => {
      for (const origin of [ORIGIN, "https://shop.example.com"]) {
        const { headers } = await from(origin);
        expect(headers["access-control-allow-origin"]).to.equal(origin);
        expect(String(headers.vary)).to.include("Origin");
      }
    });

    it("S56: allows nobody else, however alike its name is", async () => {
      const strangers = [
        "https://example.com.evil.net",
        "http://example.com",
        "https://a.b.example.com",
        "https://shopXexample.com",
        "null",
      ];
      for (const origin of strangers) {
        expect((await from(origin)).headers, origin).not.to.have.property("access-control-allow-origin");
      }
    });
  });
});
