import { expect } from "chai";
import { program } from "#docs/examples/edge/rules";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { ask } from "./fixtures.ts";

const SITE = "https://example.com";

describe("the tour of the edge's rules", () => {
  let graph: Graph;
  before(async () => {
    graph = await record(program, { project: "strata", stack: "test" });
  });

  it("does what its rules say", () => {
    const verdict = (path: string, more: object = {}) =>
      ask(graph, { url: `${SITE}${path}`, ...more }).verdict;
    expect(verdict("/admin/users")).to.equal("block");
    expect(verdict("/admin/users", { client: { address: "198.51.100.7" } })).to.equal("pass");
    expect(verdict("/admin/users", { client: { address: "2001:db8:42::7" } })).to.equal("pass");
    expect(verdict("/v2/internal/keys")).to.equal("block");
    expect(verdict("/version/internal/keys")).to.equal("pass");
    expect(verdict("/", { client: { country: "KP" } })).to.equal("block");
    expect(verdict("/login", { detection: { leakedPassword: true } })).to.equal("challenge");
    expect(ask(graph, "https://www.example.com/a").location).to.equal(`${SITE}/a`);
    expect(ask(graph, `${SITE}/blog/2026/a`).location).to.equal("https://blog.example.net/2026/a");
    expect(ask(graph, `${SITE}/admin/users`)).to.include({ status: 404 });
    const sets = (path: string) =>
      ask(graph, `${SITE}${path}`).fired.filter(({ ref, action }) => {
        return action === "execute" && ref.startsWith("managed_");
      }).length;
    expect([sets("/editor/save"), sets("/")]).to.deep.equal([1, 2]);
    const automated = { client: { automated: "definitely" } };
    expect([verdict("/hooks/pay", automated), verdict("/", automated)]).to.deep.equal(["pass", "block"]);
    const failed = ask(graph, `${SITE}/api/x`, { response: { status: 502 } });
    expect(failed.body?.contentType).to.equal("application/json");
  });

  it("lets partners past the limits that hold for others", () => {
    const flood = { earlierRequests: 100 };
    expect(ask(graph, `${SITE}/api/x`, flood).status).to.equal(429);
    expect(ask(graph, { url: `${SITE}/api/x`, headers: { "X-Partner-Key": "k" } }, flood).verdict).to.equal(
      "pass",
    );
  });

  it("tags its pages", () => {
    expect(ask(graph, `${SITE}/index.html`).cache).to.deep.include({ stored: true, tags: ["pages"] });
  });
});
