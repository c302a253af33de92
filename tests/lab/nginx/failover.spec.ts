import { expect } from "chai";
import type { ProxySettings } from "#components/ingress/nginx/proxy";
import { ask, askInTurn, tally } from "./support/client.ts";
import { type Nginx, service, startNginx } from "./support/server.ts";
import { type Stub, startBroken, startStub } from "./support/stub.ts";

/** What a real nginx does when servers fail. */
describe("failover in nginx", () => {
  let nginx: Nginx;
  let stubs: Stub[];

  beforeEach(() => {
    stubs = [];
  });
  afterEach(async () => {
    await nginx.stop();
    await Promise.all(stubs.map((stub) => stub.stop()));
  });

  async function start(proxy: Partial<ProxySettings>, ...pods: Promise<Stub>[]): Promise<Stub[]> {
    const started = await Promise.all(pods);
    stubs.push(...started);
    const routes = { app: { path: "/", to: service("app") } };
    nginx = await startNginx({
      routes,
      proxy: { balancing: "round_robin", ...proxy },
      pods: { app: started },
    });
    return started;
  }

  const failing = (status: number) =>
    startStub((_, response) => {
      response.statusCode = status;
      response.end("failed");
    });

  it("S41: leaves a server alone after 3 failures, and no client notices any of them", async () => {
    const [broken] = await start({}, startBroken(), startStub("alive"));
    expect(tally(await askInTurn(30, nginx, "/"))).to.deep.equal({ alive: 30 });
    expect(broken?.connections()).to.equal(3);
  });

  it("S41: tries it again once the time is over", async () => {
    const [broken] = await start({ failTimeoutSeconds: 1 }, startBroken(), startStub("alive"));
    await askInTurn(10, nginx, "/");
    const before = broken?.connections() ?? 0;
    const again = new Promise((resolve) => broken?.server.once("connection", resolve));
    let back = false;
    again.then(() => {
      back = true;
    });
    while (!back) {
      expect((await ask(nginx, "/")).body).to.equal("alive");
    }
    expect(broken?.connections()).to.equal(before + 1);
  });

  it("S41: a server that is never left alone is asked every time", async () => {
    const [broken] = await start({ maxFails: 0 }, startBroken(), startStub("alive"));
    await askInTurn(10, nginx, "/");
    expect(broken?.connections()).to.be.at.least(5);
  });

  it("S42: tries two servers for a request and no third", async () => {
    const all = await start({}, startBroken(), startBroken(), startBroken());
    expect((await ask(nginx, "/")).status).to.equal(502);
    expect(all.map((stub) => stub.connections()).sort()).to.deep.equal([0, 1, 1]);
  });

  it("S42: does not send again what a second time would change twice", async () => {
    const [, alive] = await start({}, startBroken(), startStub("alive"));
    const statuses: number[] = [];
    for (let turn = 0; turn < 2; turn++) {
      statuses.push((await ask(nginx, "/", { method: "POST", body: "pay" })).status);
    }
    expect(statuses.sort()).to.deep.equal([200, 502]);
    expect(alive?.received).to.have.length(1);
  });

  it("S42: hands on what one server refuses for now, not what it got wrong", async () => {
    const [unavailable] = await start({}, failing(503), startStub("alive"));
    expect(tally(await askInTurn(4, nginx, "/"))).to.deep.equal({ alive: 4 });
    expect(unavailable?.received.length).to.be.greaterThan(0);
    await nginx.stop();
    await start({}, failing(500), startStub("alive"));
    expect(tally(await askInTurn(4, nginx, "/"))).to.deep.equal({ failed: 2, alive: 2 });
  });

  it("S146: tries nothing twice on a route that says so", async () => {
    const [broken] = await start({ retryOn: [] }, startBroken(), startStub("alive"));
    const answers = [await ask(nginx, "/"), await ask(nginx, "/")];
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 502]);
    expect(broken?.connections()).to.equal(1);
  });
});
