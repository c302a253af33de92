import { expect } from "chai";
import { ask } from "./support/client.ts";
import { type Nginx, service, startNginx } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

const TRACE = "105445aa7843bc8bf206b12000100000";

/** One id for a request: given by the load balancer, told the service, logged, and told the client. */
describe("request ids in nginx", () => {
  let app: Stub;
  let balanced: Nginx;
  let alone: Nginx;

  before(async () => {
    app = await startStub((_, response) => {
      response.setHeader("X-Request-ID", "the service's own");
      response.end("fine");
    });
    const setup = { routes: { app: { path: "/", to: service("app") } }, pods: { app: [app] } };
    balanced = await startNginx({ ...setup, controller: { requestIds: "load-balancer" } });
    alone = await startNginx(setup);
  });
  after(async () => {
    await balanced.stop();
    await alone.stop();
    await app.stop();
  });

  /** The id as the service got it, as the client got it, and as it was logged. */
  async function idsOf(nginx: Nginx, path: string, headers: Record<string, string>): Promise<unknown[]> {
    const answer = await ask(nginx, path, { headers });
    const logged = await nginx.access.of(path);
    return [app.received.at(-1)?.headers["x-request-id"], answer.headers["x-request-id"], logged["id"]];
  }

  it("S31: is the load balancer's trace, in the request, the answer and the log", async () => {
    const headers = { "X-Cloud-Trace-Context": `${TRACE}/123456;o=1`, "X-Request-ID": "the client's own" };
    expect(await idsOf(balanced, "/traced", headers)).to.deep.equal([TRACE, TRACE, TRACE]);
    expect(await idsOf(balanced, "/short", { "X-Cloud-Trace-Context": TRACE })).to.deep.equal([
      TRACE,
      TRACE,
      TRACE,
    ]);
  });

  it("S31: is nginx' own where there is no trace, or none that is one", async () => {
    for (const [path, trace] of [
      ["/none", undefined],
      ["/odd", 'a"b\\n'],
      ["/long", `${TRACE}0`],
    ] as const) {
      const ids = await idsOf(balanced, path, trace ? { "X-Cloud-Trace-Context": trace } : {});
      expect(new Set(ids).size, path).to.equal(1);
      expect(ids[0], path).to.match(/^[0-9a-f]{32}$/);
    }
  });

  it("takes no client's word for it where no load balancer stands before", async () => {
    const ids = await idsOf(alone, "/claimed", { "X-Cloud-Trace-Context": TRACE });
    expect(new Set(ids).size).to.equal(1);
    expect(ids[0])
      .to.match(/^[0-9a-f]{32}$/)
      .and.not.equal(TRACE);
  });
});
