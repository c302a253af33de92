import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Balancing } from "#components/ingress/nginx/proxy";
import { type Redis, startRedis } from "../redis.ts";
import { ask } from "./support/client.ts";
import { type Nginx, service, startNginx } from "./support/server.ts";
import { type Stub, startStub } from "./support/stub.ts";

const USERS = 12;
const PAGES = 6;
/** Source: scaling issues, session persistence, second solution: prefix `sess:`, 86,400,000 ms. */
const SESSION = { prefix: "sess:", seconds: 86_400 };

/** Where a server keeps who is signed in. */
interface SessionStore {
  set(id: string, user: string): Promise<unknown>;
  get(id: string): Promise<string | undefined>;
}

/** Whether people stay signed in while a real nginx spreads them over three servers, of which one goes. */
describe("sessions behind nginx", () => {
  let redis: Redis;
  let servers: Stub[] = [];
  let nginx: Nginx;

  before(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await nginx.stop();
    await Promise.all(servers.map((server) => server.stop()));
  });
  after(() => redis.stop());

  const ownMemory = (): SessionStore => {
    const sessions = new Map<string, string>();
    return {
      set: async (id, user) => sessions.set(id, user),
      get: async (id) => sessions.get(id),
    };
  };
  const shared = (): SessionStore => ({
    set: (id, user) => redis.command("SET", SESSION.prefix + id, user, "EX", String(SESSION.seconds)),
    get: (id) => redis.command("GET", SESSION.prefix + id),
  });

  /** Three servers that sign users in by a cookie and know them by it from then on. */
  async function start(balancing: Balancing, storeOf: () => SessionStore): Promise<void> {
    servers = await Promise.all(
      Array.from({ length: 3 }, () => {
        const store = storeOf();
        return startStub(async (request, response) => {
          const url = new URL(request.url ?? "/", "http://app");
          if (url.pathname === "/login") {
            const id = randomUUID();
            await store.set(id, url.searchParams.get("user") ?? "");
            response.setHeader("Set-Cookie", `sid=${id}; Path=/; HttpOnly; Secure; SameSite=Strict`);
            response.end();
          } else {
            const user = await store.get(/sid=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "");
            response.statusCode = user === undefined ? 401 : 200;
            response.end(user);
          }
        });
      }),
    );
    nginx = await startNginx({
      routes: { app: { path: "/", to: service("app") } },
      proxy: { balancing },
      pods: { app: servers },
    });
  }

  const users = Array.from({ length: USERS }, (_, number) => `user${number}`);
  /** Each user comes from a network of its own. */
  const address = (user: string) => ({ "CF-Connecting-IP": `198.51.${users.indexOf(user)}.1` });

  /** Signs everybody in; their cookies by user. */
  async function signIn(): Promise<Map<string, string>> {
    const cookies = new Map<string, string>();
    for (const user of users) {
      const { headers } = await ask(nginx, `/login?user=${user}`, { headers: address(user) });
      cookies.set(user, String(headers["set-cookie"]?.[0]?.split(";")[0]));
    }
    return cookies;
  }

  /** How often somebody who is signed in is taken for nobody, or for somebody else. */
  async function logouts(cookies: ReadonlyMap<string, string>): Promise<number> {
    let count = 0;
    for (const [user, cookie] of cookies) {
      for (let page = 0; page < PAGES; page++) {
        const { status, body } = await ask(nginx, "/", { headers: { ...address(user), Cookie: cookie } });
        count += status === 200 && body === user ? 0 : 1;
      }
    }
    return count;
  }

  it("S54: servers that keep sessions to themselves lose two of three requests in turn", async () => {
    await start("round_robin", ownMemory);
    expect(await logouts(await signIn())).to.equal((USERS * PAGES * 2) / 3);
  });

  it("S52: a server by address loses nobody, until the server itself is lost", async () => {
    await start("ip_hash", ownMemory);
    const cookies = await signIn();
    expect(await logouts(cookies)).to.equal(0);
    await servers[0]?.stop();
    expect(await logouts(cookies)).to.be.greaterThan(0);
  });

  it("S54: a shared store loses nobody, whichever server answers and whichever goes", async () => {
    await start("round_robin", shared);
    const cookies = await signIn();
    expect(await logouts(cookies)).to.equal(0);
    expect(servers.filter((server) => server.received.length > 0)).to.have.length(3);
    await servers[0]?.stop();
    expect(await logouts(cookies)).to.equal(0);
    const id = cookies.get("user0")?.replace("sid=", "");
    expect(Number(await redis.command("TTL", `sess:${id}`))).to.be.within(86_390, 86_400);
  });
});
