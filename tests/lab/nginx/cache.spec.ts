import type { ServerResponse } from "node:http";
import { expect } from "chai";
import type { CacheRule } from "#components/ingress/nginx/rules/cache";
import { ask, askInTurn, askTimes, tally } from "./support/client.ts";
import { type Nginx, service, startNginx } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

const CLIENTS = 100;

/** What a real nginx keeps, and how often it fetches what many ask for. */
describe("cache in nginx", () => {
  let app: Stub;
  let nginx: Nginx;
  /** What the service answers now; each answer holds the number of the request. */
  let answer: (response: ServerResponse, number: number) => void;

  beforeEach(async () => {
    answer = (response, number) => response.end(String(number));
    app = await startStub((_, response) => answer(response, app.received.length));
  });
  afterEach(async () => {
    await nginx.stop();
    await app.stop();
  });

  async function start(cache: CacheRule = {}): Promise<void> {
    nginx = await startNginx({
      routes: {
        kept: { path: "/kept", to: service("app"), cache },
        passed: { path: "/passed", to: service("app") },
      },
      pods: { app: [app] },
    });
  }

  it(`S49: fetches once for ${CLIENTS} clients that ask at the same moment, who all get that answer`, async () => {
    await start();
    const fetched = new Promise<() => void>((resolve) => {
      answer = (response, number) => resolve(() => response.end(String(number)));
    });
    const asked = askTimes(CLIENTS, nginx, "/kept");
    const release = await fetched;
    answer = (response, number) => response.end(String(number));
    // The answer waits until nginx has read what came after the clients' requests.
    await ask(nginx, "/passed");
    release();
    const answers = await asked;
    expect(tally(answers.map(({ body }) => body))).to.deep.equal({ 1: CLIENTS });
    expect(app.received.map(({ path }) => path)).to.deep.equal(["/kept", "/passed"]);
    await askTimes(CLIENTS, nginx, "/passed");
    expect(app.received).to.have.length(2 + CLIENTS);
  });

  it("S48: keeps answers by their whole address, also for requests that only ask for the head", async () => {
    await start();
    expect(tally(await askInTurn(5, nginx, "/kept"))).to.deep.equal({ 1: 5 });
    expect((await ask(nginx, "/kept", { method: "HEAD" })).status).to.equal(200);
    expect((await ask(nginx, "/kept?page=2")).body).to.equal("2");
    expect((await ask(nginx, "/kept/more")).body).to.equal("3");
    expect(app.received).to.have.length(3);
  });

  it("S48: logs whether an answer was kept", async () => {
    await start();
    await ask(nginx, "/kept/hit");
    expect((await nginx.access.of("/kept/hit"))["cache"]).to.equal("MISS");
    await ask(nginx, "/kept/hit");
    await ask(nginx, "/kept/last");
    await nginx.access.of("/kept/last");
    const hits = nginx.access.read().filter((request) => request["path"] === "/kept/hit");
    expect(hits.map((request) => request["cache"])).to.deep.equal(["MISS", "HIT"]);
  });

  it("S48: keeps nothing that was sent, signed in, or is for one reader only", async () => {
    await start();
    const authorized = { headers: { Authorization: "Bearer token" } };
    expect(await askInTurn(2, nginx, "/kept", authorized)).to.deep.equal(["1", "2"]);
    expect(await askInTurn(2, nginx, "/kept", { method: "POST", body: "x" })).to.deep.equal(["3", "4"]);
    answer = (response, number) => {
      response.setHeader("Set-Cookie", "session=1");
      response.end(String(number));
    };
    expect(await askInTurn(2, nginx, "/kept")).to.deep.equal(["5", "6"]);
    answer = (response, number) => {
      response.setHeader("Cache-Control", "private");
      response.end(String(number));
    };
    expect(await askInTurn(2, nginx, "/kept")).to.deep.equal(["7", "8"]);
  });

  it("S48: answers from what it has while the service fails, and asks again", async () => {
    await start({ freshSeconds: 1 });
    expect((await ask(nginx, "/kept")).body).to.equal("1");
    answer = (response) => {
      response.statusCode = 500;
      response.end("failed");
    };
    // Until the answer is too old and nginx has asked the service for a new one three times.
    while (app.received.length < 4) {
      const { status, body } = await ask(nginx, "/kept");
      expect([status, body]).to.deep.equal([200, "1"]);
    }
    answer = (response) => response.end("well again");
    let body = "1";
    while (body === "1") {
      ({ body } = await ask(nginx, "/kept"));
    }
    expect(body).to.equal("well again");
  });

  it("S48: answers from what it has when the service is gone altogether", async () => {
    await start({ freshSeconds: 1 });
    await ask(nginx, "/kept");
    await app.stop();
    let seen = "";
    while (seen !== "STALE") {
      expect((await ask(nginx, "/kept")).body).to.equal("1");
      seen = nginx.access.read().at(-1)?.["cache"] ?? "";
    }
    expect((await ask(nginx, "/passed")).status).to.equal(502);
  });
});
