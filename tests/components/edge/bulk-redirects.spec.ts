import { expect } from "chai";
import { BulkRedirects, type BulkRedirectsArgs, type UrlRedirect } from "#components/edge/bulk-redirects";
import { program } from "#docs/examples/edge/bulk-redirects";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { ask } from "./fixtures.ts";

const accountId = "0123456789abcdef0123456789abcdef";
const moved: UrlRedirect = { from: "example.com/about", to: "https://example.com/company" };

function recordRedirects(args: Partial<BulkRedirectsArgs>) {
  return recordWith(({ cloudflare }) => {
    new BulkRedirects("moved", { accountId, lists: { moved: { moved } }, ...args }, { provider: cloudflare });
    return {};
  });
}

describe("BulkRedirects", () => {
  it("H24 makes a list for each name, and the account's one ruleset, which enables them", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "moved")).to.deep.equal([
      "cloudflare:index/list:List moved-moved-pages",
      "cloudflare:index/ruleset:Ruleset moved-redirects",
    ]);
    expect(nodeNamed(graph, "moved-redirects").inputs).to.deep.equal({
      accountId,
      kind: "root",
      phase: "http_request_redirect",
      name: "redirects",
      rules: [
        {
          ref: "moved_pages",
          description: "Redirects of the list moved_pages",
          expression: "http.request.full_uri in $moved_pages",
          action: "redirect",
          enabled: true,
          actionParameters: { fromList: { name: "moved_pages", key: "http.request.full_uri" } },
        },
      ],
    });
    const { items } = nodeNamed(graph, "moved-moved-pages").inputs;
    expect(Array.isArray(items) && items[1]).to.deep.equal({
      redirect: {
        sourceUrl: "example.com/blog",
        targetUrl: "https://blog.example.net",
        statusCode: 301,
        subpathMatching: true,
        preservePathSuffix: true,
        includeSubdomains: false,
        preserveQueryString: true,
      },
    });
  });

  it("H24 sends what it lists, in every zone of the account, and nothing else", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    const sent = (url: string) => {
      const { status, location } = ask(graph, `https://${url}`);
      return location === undefined ? undefined : `${status} ${location}`;
    };
    expect(sent("example.com/about?a=1")).to.equal("301 https://example.com/company/?a=1");
    expect(sent("example.com/about/team")).to.equal(undefined);
    expect(sent("example.com/blog/2026/a")).to.equal("301 https://blog.example.net/2026/a");
    expect(sent("example.com/blogs")).to.equal(undefined);
    expect(sent("shop.example.com/cart")).to.equal("308 https://example.com/shop");
  });

  it("H24 refuses what Cloudflare would, and redirects without end", async () => {
    const cases: [Partial<BulkRedirectsArgs>, string][] = [
      [{ lists: {} }, 'lists is "0 lists"; allowed are 1 to 5 on plan free'],
      [{ lists: { "moved-pages": { moved } } }, "lists' key is"],
      [{ lists: { a: { moved: { ...moved, from: "https://example.com/a" } } } }, "lists.a.moved.from is"],
      [
        { lists: { a: { moved: { ...moved, from: "example.com/a*" } } } },
        "without scheme, query and wildcards",
      ],
      [{ lists: { a: { moved: { ...moved, to: "/company" } } } }, "lists.a.moved.to is"],
      [{ lists: { a: { moved: { ...moved, to: "https://example.com/about" } } } }, "does not redirect again"],
      [
        { lists: { a: { moved: { ...moved, to: "https://example.com/about/us", subpaths: true } } } },
        "does not redirect again",
      ],
      [{ lists: { a: { moved, again: moved } } }, 'URLs that no other redirect has; "moved" has this one'],
      [{ accountId: "me" }, "32 hexadecimal digits"],
    ];
    for (const [args, words] of cases) {
      expect(await recordRedirects(args).catch(String))
        .to.include('BulkRedirects "moved": ')
        .and.to.include(words);
    }
    const many = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [`r${index}`, { ...moved, from: `example.com/${index}` }]),
    );
    expect(await recordRedirects({ lists: { many } }).catch(String)).to.include(
      'lists is "10001 redirects"; allowed are at most 10000 on plan free',
    );
  });
});
