import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { purgeOver } from "#cli/purge/command";
import { batchesOf, PURGE_LIMITS } from "#cli/purge/targets";
import { type CapturedTerminal, captureTerminal } from "../../support/project.ts";

const zoneId = "0123456789abcdef0123456789abcdef";
const TOKEN = "secret-token-of-the-test";

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const PURGED: Answer = {
  status: 200,
  body: { success: true, errors: [], messages: [], result: { id: zoneId } },
};

/** A server that answers like the documented API: one answer after the other, the last one for ever. */
class Api {
  readonly requests: { path: string | undefined; authorization: string | undefined; body: unknown }[] = [];
  readonly waits: number[] = [];
  readonly #server: Server;
  #answers: Answer[] = [PURGED];

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      this.requests.push({ path: request.url, authorization: request.headers.authorization, body });
      const [answer = PURGED] = this.#answers.length > 1 ? this.#answers.splice(0, 1) : this.#answers;
      if (answer.status === 0) {
        response.destroy();
        return;
      }
      response.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
      response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  }

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  answers(...answers: Answer[]): void {
    this.#answers = answers;
  }

  get connection() {
    const address = this.#server.address();
    const port = typeof address === "object" ? address?.port : 0;
    return {
      endpoint: `http://127.0.0.1:${port}/client/v4`,
      wait: (milliseconds: number) => {
        this.waits.push(milliseconds);
        return Promise.resolve();
      },
    };
  }
}

type PurgeCommand = ReturnType<typeof purgeOver>;
type Options = Partial<Parameters<PurgeCommand["run"]>[0]["options"]>;

describe("strata purge", () => {
  let api: Api;
  let terminal: CapturedTerminal;
  const printed = () => terminal.printed().out;
  const run = async (options: Options, ...urls: string[]) =>
    purgeOver(api.connection).run(
      { operands: urls, options: { zoneId, plan: "free", ...options } },
      terminal,
    );
  const apply = (options: Options, ...urls: string[]) => run({ apply: true, ...options }, ...urls);

  before(() => {
    process.env["CLOUDFLARE_API_TOKEN"] = TOKEN;
  });
  after(() => {
    delete process.env["CLOUDFLARE_API_TOKEN"];
  });
  beforeEach(async () => {
    terminal = captureTerminal("/");
    api = new Api();
    await api.start();
  });
  afterEach(() => {
    api.stop();
    expect(printed()).not.to.include(TOKEN);
  });

  it("only says what it would do, unless told to do it", async () => {
    expect(await run({ tag: ["images"] }, "https://example.com/a.css")).to.equal(0);
    expect(api.requests).to.deep.equal([]);
    expect(printed()).to.equal(
      [
        "would purge 1 URL",
        "    https://example.com/a.css",
        "would purge 1 tag",
        "    images",
        "",
        "dry run, nothing was purged; --apply purges it",
        "",
      ].join("\n"),
    );
  });

  it("S23 purges by URL, tag and version, with the token as bearer", async () => {
    const urls = ["https://example.com/a.css"];
    expect(await apply({ tag: ["images"], release: ["42"] }, ...urls)).to.equal(0);
    const path = `/client/v4/zones/${zoneId}/purge_cache`;
    const authorization = `Bearer ${TOKEN}`;
    expect(api.requests).to.deep.equal([
      { path, authorization, body: { files: urls } },
      { path, authorization, body: { tags: ["images", "version-42"] } },
    ]);
    expect(printed()).to.equal("✓ purged 1 URL\n✓ purged 2 tags\nall purged\n");
  });

  it("cuts its requests at the API's limits, each target once", () => {
    const urls = [...Array(250).keys()].map((index) => `https://example.com/${index}`);
    const sizes = (plan: keyof typeof PURGE_LIMITS) =>
      batchesOf({ urls: [...urls, ...urls], hosts: ["a.example"] }, PURGE_LIMITS[plan]).map(
        (batch) => Object.values(batch)[0].length,
      );
    expect(sizes("pro")).to.deep.equal([100, 100, 50, 1]);
    expect(sizes("enterprise")).to.deep.equal([250, 1]);
  });

  it("keeps to the rate of the plan once its burst is spent", async () => {
    const tags = [...Array(27 * 100).keys()].map((index) => `t${index}`);
    expect(await apply({ tag: tags, plan: "pro" })).to.equal(0);
    expect(api.requests).to.have.length(27);
    expect(api.waits).to.deep.equal([200, 200]);
  });

  it("waits as told after 429, and longer each time after 5xx and broken connections", async () => {
    api.answers(
      { status: 429, headers: { "Retry-After": "7" } },
      { status: 503, body: "busy" },
      { status: 0 },
      PURGED,
    );
    expect(await apply({ tag: ["a"] })).to.equal(0);
    expect(api.waits).to.deep.equal([7000, 2000, 4000]);
    expect(printed()).to.include("✓ purged 1 tag after 4 attempts");
  });

  it("says what was not purged and why, and goes on with the rest", async () => {
    const failure = { success: false, errors: [{ code: 1094, message: `Invalid tag for ${TOKEN}` }] };
    api.answers({ status: 400, body: failure }, PURGED);
    expect(await apply({ tag: ["b"] }, "https://example.com/a")).to.equal(1);
    expect(printed()).to.equal(
      [
        "✗ not purged: 1 URL: 400: 1094 Invalid tag for ***",
        "    https://example.com/a",
        "✓ purged 1 tag",
        "1 of 2 requests failed",
        "",
      ].join("\n"),
    );
    expect(api.waits).to.deep.equal([]);
  });

  it("does not take a 200 for success when the body says otherwise", async () => {
    api.answers({ status: 200, body: { success: false, errors: [{ code: 1, message: "no" }] } });
    expect(await apply({ tag: ["a"] })).to.equal(1);
    expect(printed()).to.include("200: 1 no");
    api.answers({ status: 200, body: "<html>" });
    expect(await apply({ tag: ["a"] })).to.equal(1);
    expect(printed()).to.include("the response is not JSON");
  });

  it("gives up after four repetitions", async () => {
    api.answers({ status: 500 });
    expect(await apply({ tag: ["a"] })).to.equal(1);
    expect(api.waits).to.deep.equal([1000, 2000, 4000, 8000]);
    expect(printed()).to.include("after 5 attempts: 500");
  });

  it("sends nothing more once the token was refused", async () => {
    api.answers({
      status: 403,
      body: { success: false, errors: [{ code: 10000, message: "Authentication error" }] },
    });
    expect(await apply({ tag: ["b"] }, "https://example.com/a")).to.equal(1);
    expect(api.requests).to.have.length(1);
    expect(printed()).to.include("refused (403): 10000 Authentication error");
    expect(printed()).to.include("not sent: the token was refused");
  });

  it("S24 refuses to purge everything without leave", async () => {
    const refused = await apply({ everything: true }).catch(String);
    expect(refused).to.include("refusing to purge everything");
    expect(api.requests).to.deep.equal([]);
    expect(await apply({ everything: true, allowEverything: true })).to.equal(0);
    expect(api.requests[0]?.body).to.deep.equal({ purge_everything: true });
  });

  it("refuses what the API would refuse or silently miss, all at once", async () => {
    const refused = await run(
      { tag: ["a b"], host: ["a/b"], prefix: ["https://a/"] },
      "/a",
      "https://a/*",
    ).catch(String);
    for (const words of [
      '"/a" is not a full http(s) URL',
      '"https://a/*" is not a full',
      'tag "a b" has spaces',
      '"a/b" is not a host name',
      'prefix "https://a/" has a scheme',
    ]) {
      expect(refused).to.include(words);
    }
    expect(await run({}).catch(String)).to.include("nothing to purge");
    expect(await run({ everything: true, allowEverything: true, tag: ["a"] }).catch(String)).to.include(
      "already covers",
    );
    expect(await run({ zoneId: "me", tag: ["a"] }).catch(String)).to.include(
      "expected 32 hexadecimal digits",
    );
    expect(await run({ plan: "gold", tag: ["a"] }).catch(String)).to.include('--plan  found "gold"');
    expect(await apply({ tag: ["a"], tokenFile: "/no/such/file" }).catch(String)).to.include(
      "cannot read the token file",
    );
  });
});
