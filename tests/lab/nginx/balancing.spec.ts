import { expect } from "chai";
import type { Balancing } from "#components/ingress/nginx/proxy";
import { ask, askInTurn, tally } from "./support/client.ts";
import { type Nginx, STRANGER, service, startNginx } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

/** How a real nginx spreads requests over three servers, by the directives of each method. */
describe("balancing in nginx", () => {
  const servers: Stub[] = [];
  let nginx: Nginx;
  let held: (() => void) | undefined;

  before(async () => {
    for (const name of ["server1", "server2", "server3"]) {
      servers.push(
        await startStub((request, response) => {
          if (request.url === "/slow") {
            held = () => response.end(name);
          } else {
            response.end(name);
          }
        }),
      );
    }
  });
  afterEach(() => nginx.stop());
  after(() => Promise.all(servers.map((server) => server.stop())));

  async function start(balancing: Balancing): Promise<void> {
    const routes = { app: { path: "/", to: service("app") } };
    nginx = await startNginx({ routes, proxy: { balancing }, pods: { app: servers } });
  }

  /** Which server answers a client whose real address the edge tells. */
  async function serverOf(client: string): Promise<string> {
    return (await ask(nginx, "/", { headers: { "CF-Connecting-IP": client } })).body;
  }

  it("S40: goes round, each server in turn", async () => {
    await start("round_robin");
    const answers = await askInTurn(9, nginx, "/");
    expect(tally(answers)).to.deep.equal({ server1: 3, server2: 3, server3: 3 });
    expect(answers.slice(0, 3)).to.deep.equal(answers.slice(3, 6));
  });

  it("S40: leaves a server alone that is still busy, where the fewest connections count", async () => {
    await start("least_conn");
    const before = servers.map((server) => server.received.length);
    const slow = ask(nginx, "/slow");
    const arrived = () => servers.findIndex((server, at) => server.received.length > (before[at] ?? 0));
    await Promise.race(
      servers.map((server) => new Promise((resolve) => server.server.once("request", resolve))),
    );
    const busy = `server${arrived() + 1}`;
    const others = tally(await askInTurn(8, nginx, "/"));
    expect(Object.keys(others)).to.have.length(2).and.not.include(busy);
    held?.();
    expect((await slow).body).to.equal(busy);
  });

  it("S52: keeps a client on one server by its address, which is the real one behind the edge", async () => {
    await start("ip_hash");
    const first = await serverOf("203.0.113.7");
    expect(
      tally(await askInTurn(10, nginx, "/", { headers: { "CF-Connecting-IP": "203.0.113.7" } })),
    ).to.deep.equal({ [first]: 10 });
    const clients = Array.from({ length: 60 }, (_, network) => `198.51.${network}.1`);
    const spread = tally(await Promise.all(clients.map(serverOf)));
    expect(Object.keys(spread)).to.have.members(["server1", "server2", "server3"]);
  });

  it("S52: puts a whole network on one server, since only three parts of an address count", async () => {
    await start("ip_hash");
    const office = Array.from({ length: 60 }, (_, host) => `203.0.113.${host + 1}`);
    expect(Object.values(tally(await Promise.all(office.map(serverOf))))).to.deep.equal([60]);
  });

  it("S52: does not let a stranger choose its server by a header", async () => {
    await start("ip_hash");
    const from = (client: string) =>
      ask(nginx, "/", { from: STRANGER, headers: { "CF-Connecting-IP": client } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, network) => from(`198.51.${network}.1`)),
    );
    expect(new Set(answers.map(({ body }) => body)).size).to.equal(1);
  });
});
