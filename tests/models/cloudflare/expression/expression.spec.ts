import { expect } from "chai";
import { and, not, or, xor } from "#models/cloudflare/expression/build";
import { evaluate } from "#models/cloudflare/expression/evaluate";
import { type EdgeRequest, extensionOf, factsOf } from "#models/cloudflare/expression/facts";
import { client, request } from "#models/cloudflare/expression/fields";
import { parse } from "#models/cloudflare/expression/parse";
import { print } from "#models/cloudflare/expression/print";
import { type Expression, ExpressionError } from "#models/cloudflare/expression/syntax";

const url = "https://example.com/a/b.png?file=x&file=y";

function holds(expression: Expression, asked: Partial<EdgeRequest> = {}): boolean {
  const facts = factsOf({ url, ...asked });
  const answer = evaluate(expression, facts);
  expect(evaluate(parse(print(expression)), facts), "parsed from its own print").to.equal(answer);
  return answer;
}

describe("edge expressions", () => {
  describe("printing", () => {
    const path = request.path;
    const cases: [string, Expression, string][] = [
      ["a comparison", request.host.eq("example.com"), 'http.host eq "example.com"'],
      ["quotes and backslashes", path.eq('a"b\\c'), String.raw`http.request.uri.path eq "a\"b\\c"`],
      [
        "a regular expression, raw",
        path.matches(String.raw`^/v\d+"`),
        String.raw`http.request.uri.path matches r#"^/v\d+""#`,
      ],
      ["a function", path.startsWith("/api/"), 'starts_with(http.request.uri.path, "/api/")'],
      ["a set", request.extension.in("css", "js"), 'http.request.uri.path.extension in {"css" "js"}'],
      ["numbers and ranges", client.asn.in(1, [5, 9]), "ip.src.asnum in {1 5..9}"],
      [
        "addresses and blocks",
        client.address.in("10.0.0.0/8", "2001:db8::1"),
        "ip.src in {10.0.0.0/8 2001:db8::1}",
      ],
      ["an account list", client.address.inList("office"), "ip.src in $office"],
      [
        "a header",
        request.header("X-Key").any((each) => each.eq("v")),
        'any(http.request.headers["x-key"][*] eq "v")',
      ],
      [
        "presence",
        request.header("authorization").isPresent(),
        'len(http.request.headers["authorization"]) gt 0',
      ],
      [
        "a truth and its opposite",
        and(client.verifiedBot, not(request.encrypted)),
        "cf.client.bot and not ssl",
      ],
      [
        "only needed parentheses",
        and(or(path.eq("a"), path.eq("b")), path.ne("c")),
        '(http.request.uri.path eq "a" or http.request.uri.path eq "b") and http.request.uri.path ne "c"',
      ],
      [
        "not over a compound",
        not(or(path.eq("a"), path.eq("b"))),
        'not (http.request.uri.path eq "a" or http.request.uri.path eq "b")',
      ],
      [
        "xor between or and and",
        or(xor(path.eq("a"), and(path.eq("b"), path.eq("c"))), path.eq("d")),
        'http.request.uri.path eq "a" xor http.request.uri.path eq "b" and http.request.uri.path eq "c" or http.request.uri.path eq "d"',
      ],
    ];
    for (const [what, expression, text] of cases) {
      it(`writes ${what}`, () => {
        expect(print(expression)).to.equal(text);
        expect(print(parse(text))).to.equal(text);
      });
    }
  });

  it("refuses what the edge would", () => {
    expect(() => request.path.matches("(?<=a)b")).to.throw("look-around, which the edge has not");
    expect(() => request.path.matches(String.raw`(a)\1`)).to.throw("a back-reference");
    expect(() => request.path.matches("(")).to.throw("regular expression (");
    expect(() => request.path.matches("[a&&b]")).to.throw("reads as an operation");
    expect(() => request.path.matches("ä")).to.throw("matches bytes");
    expect(() => request.path.wildcard("/a/**")).to.throw("two stars");
    expect(() => request.path.wildcard(String.raw`\a`)).to.throw("backslash");
    expect(() => client.address.in("10.0.0.1/8")).to.throw("bits set after its first 8");
    expect(() => client.address.in("10.0.0/8")).to.throw("not a CIDR block");
    expect(() => client.address.eq("10.0.0.256")).to.throw("not an IP address");
    expect(() => client.asn.in([9, 5])).to.throw("9..5 is empty");
    expect(() => client.asn.compare("gt", 0.5)).to.throw("not a whole number");
    expect(() => client.address.inList("Office")).to.throw('list name "Office"');
    expect(() => request.host.in()).to.throw("without members");
    expect(() => and()).to.throw('"and" of nothing');
  });

  it("reads only what it knows, and says where it stopped", () => {
    expect(() => parse('http.hots eq "a"')).to.throw("expected a known field at 0");
    expect(() => parse('http.host eq "a" http.host')).to.throw("expected the end at 17");
    expect(() => parse('http.host eq "a')).to.throw("never ends");
    expect(() => parse("http.host eq ä")).to.throw('unexpected "ä" at 13');
    expect(() => parse('(http.host eq "a"')).to.throw('expected ")" at 17, found the end');
    // A leading zero is octal to some and decimal to others.
    expect(() => parse("ip.src.asnum eq 010")).to.throw("expected a text, a number or an address");
    expect(() => parse('http.host strict eq "a"')).to.throw('expected "wildcard"');
  });

  it("reads C notation as its English", () => {
    expect(print(parse('http.host == "a" && !(ssl || http.host != "b")'))).to.equal(
      'http.host eq "a" and not (ssl or http.host ne "b")',
    );
  });

  it("compares text by case and by its whole, unless asked otherwise", () => {
    expect(holds(request.path.eq("/A/b.png"))).to.equal(false);
    expect(holds(request.path.wildcard("/A/*.PNG"))).to.equal(true);
    expect(holds(request.path.strictWildcard("/A/*.PNG"))).to.equal(false);
    expect(holds(request.path.wildcard("/a"))).to.equal(false);
    expect(holds(request.path.matches("b[.]p"))).to.equal(true);
    expect(holds(request.path.matches("(?i)B[.]P"))).to.equal(true);
    expect(holds(request.path.lower().contains("/B"))).to.equal(false);
    expect(holds(request.path.contains("/b"))).to.equal(true);
    expect(holds(request.path.endsWith(".png"))).to.equal(true);
  });

  it("evaluates regular expressions of programs that write them as text, or says why not", () => {
    const path = (pattern: string, value: string) =>
      evaluate(
        parse(`http.request.uri.path matches "${pattern}"`),
        factsOf({ url: `https://example.com${value}` }),
      );
    expect(path("^/(?P<area>a+)/", "/aa/b")).to.equal(true);
    expect(path("^(/[a-z]+)+$", "/aa/b")).to.equal(true);
    for (const [pattern, because] of [
      ["(", /^regular expression \(: Invalid/],
      ["[a&&b]", /which the edge reads as an operation$/],
      ["(?=a)", /look-around, which the edge has not$/],
      ["^/(a+)+$", /^regular expression .* takes too long to evaluate here$/],
    ] as const) {
      expect(() => path(pattern, `/${"a".repeat(40)}-`)).to.throw(ExpressionError, because);
    }
  });

  it("looks up addresses in blocks of their own version", () => {
    const from = (address: string) => ({ client: { address } });
    expect(holds(client.address.in("10.0.0.0/8"), from("10.255.0.1"))).to.equal(true);
    expect(holds(client.address.in("10.0.0.0/8"), from("11.0.0.1"))).to.equal(false);
    expect(holds(client.address.in("2001:db8::/32"), from("2001:db8:1::1"))).to.equal(true);
    expect(holds(client.address.in("::/0"), from("10.0.0.1"))).to.equal(false);
    expect(holds(client.address.eq("2001:DB8:0::1"), from("2001:db8::1"))).to.equal(true);
    expect(evaluate(parse("ip.src in {10.0.0.3..10.0.0.7}"), factsOf({ url, ...from("10.0.0.5") }))).to.equal(
      true,
    );
    expect(evaluate(parse("ip.src in {10.0.0.3..10.0.0.7}"), factsOf({ url, ...from("10.0.0.8") }))).to.equal(
      false,
    );
  });

  it("finds headers in any case and treats missing ones as false", () => {
    const header = request.header("X-Key");
    const given = { headers: { "X-KEY": "v" } };
    expect(
      holds(
        header.any((each) => each.eq("v")),
        given,
      ),
    ).to.equal(true);
    expect(holds(header.any((each) => each.ne("v")))).to.equal(false);
    expect(holds(not(header.any((each) => each.eq("v"))))).to.equal(true);
    expect(holds(header.isPresent(), given)).to.equal(true);
    expect(holds(header.isPresent())).to.equal(false);
    expect(holds(request.argument("file").all((each) => each.in("x", "y")))).to.equal(true);
    expect(holds(request.argument("file").any((each) => each.lower().eq("y")))).to.equal(true);
    expect(holds(request.argument("file").any((each) => each.startsWith("y")))).to.equal(true);
    expect(holds(request.argument("file").all((each) => each.length().compare("gt", 1)))).to.equal(false);
  });

  it("asks for the contents of account lists", () => {
    const facts = factsOf({ url });
    const listed = client.address.inList("office");
    expect(() => evaluate(listed, facts)).to.throw('list "office"');
    expect(evaluate(listed, facts, { office: [{ kind: "block", value: "192.0.2.0/24" }] })).to.equal(true);
  });

  it("takes a file extension as documented", () => {
    // Cloudflare docs, fields reference, http.request.uri.path.extension.
    const documented = {
      "/foo": "",
      "/foo.mp3": "mp3",
      "/.mp3": "",
      "/.foo.mp3": "mp3",
      "/foo.tar.bz2": "bz2",
      "/foo.": "",
      "/foo.MP3": "mp3",
    };
    for (const [path, extension] of Object.entries(documented)) {
      expect(extensionOf(path), path).to.equal(extension);
    }
    expect(extensionOf("/a.b/c")).to.equal("");
  });
});
