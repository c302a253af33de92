import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { RateLimit } from "#components/ingress/nginx/rules/rate-limit";
import { scaledRate } from "#models/nginx/scaled-rate";
import { type Answer, type Ask, ask, askTimes } from "./support/client.ts";
import { NGINX, type Nginx, STRANGER, service, startNginx } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

/** What a real nginx lets through, and how it refuses the rest. */
describe("limits in nginx", () => {
  let app: Stub;
  let nginx: Nginx;

  before(async () => {
    app = await startStub("fine");
  });
  afterEach(() => nginx.stop());
  after(() => app.stop());

  async function start(
    limits: Readonly<Record<string, RateLimit>>,
    login: Readonly<Record<string, RateLimit>> = {},
  ): Promise<void> {
    const routes = {
      app: { path: "/", to: service("app") },
      ...(Object.keys(login).length > 0
        ? { login: { path: "/login", to: service("app"), limits: login } }
        : {}),
    };
    nginx = await startNginx({ routes, limits, pods: { app: [app] } });
  }

  const passed = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200).length;
  const statuses = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))].sort();

  /** Sends requests in one go; says how many came through and how many the time that it took has paid for. */
  async function spend(requests: number, requestsPerMinute: number, how?: Ask) {
    const start = performance.now();
    const answers = await askTimes(requests, nginx, "/", how);
    const minutes = (performance.now() - start) / 60_000;
    return { answers, earned: Math.ceil(minutes * requestsPerMinute) };
  }

  for (const requestsPerMinute of [100, 1000]) {
    it(`S44, S46: lets a client spend its ${requestsPerMinute} a minute in one go and answers the rest 429`, async () => {
      await start({ client: { requestsPerMinute } });
      const { answers, earned } = await spend(requestsPerMinute + 150, requestsPerMinute);
      expect(passed(answers)).to.be.within(requestsPerMinute, requestsPerMinute + earned);
      expect(statuses(answers)).to.deep.equal([200, 429]);
    });
  }

  it("E1 refuses the share that a rate below the number of pods becomes, and takes the least that is allowed", async () => {
    await start({ client: { requestsPerMinute: 6 } });
    const file = join(nginx.folder, "share.conf");
    const accepts = (rate: string) => {
      const zone = `limit_req_zone $binary_remote_addr zone=share:1m rate=${rate};`;
      writeFileSync(file, `events {}\nhttp { ${zone} }\n`);
      return spawnSync(NGINX, ["-t", "-e", "stderr", "-c", file, "-g", "pid /dev/null;"], {
        encoding: "utf8",
      });
    };
    expect(accepts(scaledRate("5r/m", 6)).stderr).to.include('invalid rate "rate=0r/m"');
    expect(accepts(scaledRate("6r/m", 6)).stderr).to.include("test is successful");
  });

  it("S44: lets no more through at once than its burst says", async () => {
    await start({ client: { requestsPerMinute: 60, burst: 4 } });
    const { answers, earned } = await spend(50, 60);
    expect(passed(answers)).to.be.within(5, 5 + earned);
  });

  it("S44: counts each client by itself, and a stranger by where it comes from", async () => {
    await start({ client: { requestsPerMinute: 10 } });
    const as = (client: string, how: Ask = {}) =>
      askTimes(12, nginx, "/", { ...how, headers: { "CF-Connecting-IP": client } });
    const [one, other] = [await as("203.0.113.1"), await as("203.0.113.2")];
    expect([passed(one), passed(other)]).to.deep.equal([10, 10]);
    // A new name for each request gains nothing.
    const names = Array.from({ length: 12 }, (_, host) => `198.51.100.${host}`);
    const strange = names.map((name) =>
      ask(nginx, "/", { from: STRANGER, headers: { "CF-Connecting-IP": name } }),
    );
    expect(passed(await Promise.all(strange))).to.equal(10);
  });

  it("S45: counts by API key and by user where a limit says so, and nobody who has none", async () => {
    await start({
      key: { requestsPerMinute: 5, key: { header: "X-API-Key" } },
      user: { requestsPerMinute: 3, key: { cookie: "session" } },
    });
    const by = (headers: Record<string, string>) => askTimes(8, nginx, "/", { headers });
    expect(passed(await by({ "X-API-Key": "one" }))).to.equal(5);
    expect(passed(await by({ "X-API-Key": "two" }))).to.equal(5);
    expect(passed(await by({ Cookie: "session=ada" }))).to.equal(3);
    expect(passed(await by({ Cookie: "session=ben; theme=dark" }))).to.equal(3);
    expect(passed(await by({ "X-API-Key": "three", Cookie: "session=cyd" }))).to.equal(3);
    expect(passed(await by({}))).to.equal(8);
  });

  it("S45: a route's own limit holds besides the host's", async () => {
    await start({ client: { requestsPerMinute: 10 } }, { address: { requestsPerMinute: 4 } });
    expect(passed(await askTimes(8, nginx, "/login"))).to.equal(4);
    // The four took their share of the host's ten.
    expect(passed(await askTimes(12, nginx, "/"))).to.equal(6);
  });

  it("S46: refuses before the service hears of it", async () => {
    await start({ client: { requestsPerMinute: 2 } });
    const before = app.received.length;
    const answers = await askTimes(20, nginx, "/");
    expect(app.received.length - before).to.equal(passed(answers));
    expect(passed(answers)).to.equal(2);
  });
});
