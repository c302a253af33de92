import { expect } from "chai";
import { evaluate } from "#models/cloudflare/expression/evaluate";
import { type EdgeRequest, factsOf } from "#models/cloudflare/expression/facts";
import { parse } from "#models/cloudflare/expression/parse";

/** What the vendor's engine lacks (functions, maps, wildcards) rests on the vendor's documented examples. */
function answer(expression: string, request: EdgeRequest): boolean {
  return evaluate(parse(expression), factsOf(request));
}

describe("expressions as Cloudflare documents them", () => {
  it("look into arrays and maps", () => {
    // Rules language, values, maps.
    const request = {
      url: "https://example.com/?filter=waf&filter=botm&filter=cdn",
      headers: { Accept: "application/json" },
    };
    const documented: Readonly<Record<string, boolean>> = {
      'http.request.headers["accept"][0] == "application/json"': true,
      'any(http.request.headers["accept"][*] == "application/json")': true,
      'any(http.request.headers["accept"][*] == "text/plain")': false,
      'len(http.request.uri.args["filter"][1]) == 4': true,
      'all(len(http.request.uri.args["filter"][*])[*] in {3 4})': true,
      'all(not len(http.request.uri.args["filter"][*])[*] in {3 4})': false,
      'len(http.request.uri.args["filter"]) >= 0': true,
      'not len(http.request.uri.args["order"]) >= 0': true,
    };
    for (const [expression, expected] of Object.entries(documented)) {
      expect(answer(expression, request), expression).to.equal(expected);
    }
  });

  it("match wildcards over the whole value", () => {
    // Rules language, operators, wildcard matching, examples A to C.
    const cases: [expression: string, matched: string[], missed: string[]][] = [
      [
        'http.request.full_uri wildcard "https://example.com/a/*"',
        [
          "https://example.com/a/",
          "https://example.com/a/page.html",
          "https://example.com/a/sub/folder/?name=value",
        ],
        ["https://example.com/ab/", "https://example.com/b/page.html", "https://sub.example.com/a/"],
      ],
      [
        'http.request.full_uri wildcard "*.example.com/*/page.html"',
        [
          "http://sub.example.com/folder/page.html",
          "https://admin.example.com/team/page.html",
          "https://admin.example.com/team/subteam/page.html",
        ],
        [
          "https://example.com/ab/page.html",
          "https://sub.example.com/folder2/page.html?s=value",
          "https://sub.example.com/a/",
        ],
      ],
      [
        'http.request.full_uri wildcard "*.example.com/*" or http.request.full_uri wildcard "example.com/*"',
        ["https://admin.example.com/folder/team/app1/"],
        [],
      ],
    ];
    for (const [expression, matched, missed] of cases) {
      for (const url of matched) {
        expect(answer(expression, { url }), url).to.equal(true);
      }
      for (const url of missed) {
        expect(answer(expression, { url }), url).to.equal(false);
      }
    }
  });

  it("escape as the two forms of text do", () => {
    // Rules language, values, quoted and raw strings.
    const at = (path: string) => ({ url: `https://example.com${path}` });
    expect(
      answer(String.raw`http.request.uri.path matches r"/api/login\.aspx$"`, at("/api/login.aspx")),
    ).to.equal(true);
    expect(
      answer(String.raw`http.request.uri.path matches r"/api/login\.aspx$"`, at("/api/loginXaspx")),
    ).to.equal(false);
    const request = { ...at("/"), headers: { "User-Agent": 'a"#b' } };
    expect(answer('http.user_agent matches r##"a"#b"##', request)).to.equal(true);
    expect(answer(String.raw`http.user_agent eq "a\"#b"`, request)).to.equal(true);
  });

  it("group as their order of precedence says", () => {
    // Rules language, operators, order of precedence: `and` before `or`, parentheses before both.
    const request = { url: "http://example.com/" };
    expect(answer('ssl and ssl or http.host eq "example.com"', request)).to.equal(true);
    expect(answer('ssl and (ssl or http.host eq "example.com")', request)).to.equal(false);
    expect(answer('not ssl and http.host eq "example.com"', request)).to.equal(true);
  });

  it("transform before they compare", () => {
    // Rules language, functions: lower, url_decode, starts_with, ends_with, concat, len.
    const request = { url: "https://WWW.cloudflare.com/Welcome.HTML?q=a%20b+c" };
    expect(answer('lower(http.request.uri.path) eq "/welcome.html"', request)).to.equal(true);
    expect(answer('url_decode(http.request.uri.query) eq "q=a b c"', request)).to.equal(true);
    expect(answer('ends_with(http.request.uri.path, ".html")', request)).to.equal(false);
    expect(answer('ends_with(lower(http.request.uri.path), ".html")', request)).to.equal(true);
    expect(answer("len(http.host) eq 18", request)).to.equal(true);
    expect(answer('concat(http.host, ":", "443") eq "www.cloudflare.com:443"', request)).to.equal(true);
  });
});
