import { expect } from "chai";
import { cached } from "#components/edge/rules/caching/cache";
import { cacheKey } from "#components/edge/rules/caching/cache-key";
import { cacheControl, LIFETIMES_BY_TYPE, MEDIA, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { ask, rulesetOf, zoneWith } from "../fixtures.ts";

const APP = "https://sql-studio.app";

describe("cache rules", () => {
  it("S22 say immutable for versioned names only", () => {
    expect(cacheControl(VERSIONED)).to.equal("max-age=31536000, immutable");
    expect(cacheControl(MEDIA)).to.equal("max-age=2592000");
    const { fonts, ...fixed } = LIFETIMES_BY_TYPE;
    expect(cacheControl(fonts)).to.include("immutable");
    for (const lifetime of Object.values(fixed)) {
      expect(cacheControl(lifetime)).not.to.include("immutable");
    }
  });

  it("S11 give edge and browsers each their own lifetime", async () => {
    const files = cached({ paths: ["/"], lifetime: { browserSeconds: 3600, edgeSeconds: 86_400 } });
    const [stored] = await rulesetOf("cache", { files });
    expect(stored.actionParameters).to.deep.include({
      edgeTtl: { mode: "override_origin", default: 86_400 },
      browserTtl: { mode: "override_origin", default: 3600 },
    });
  });

  it("S23 tag what they store, to purge by", async () => {
    const graph = await zoneWith({
      files: cached({ paths: ["/files/"], lifetime: MEDIA, tags: ["files", "v42"] }),
    });
    expect(ask(graph, `${APP}/files/a.pdf`).cache?.tags).to.deep.equal(["files", "v42"]);
    expect(ask(graph, `${APP}/other/a.pdf`).cache?.tags).to.deep.equal([]);
    const refused = await zoneWith({ a: cached({ paths: ["/"], lifetime: MEDIA, tags: ["a b"] }) }).catch(
      String,
    );
    expect(refused).to.include(
      'rules.a_tags tags is "a b"; allowed are printable ASCII without blanks and commas',
    );
  });

  it("guard cache keys against deception, and vary them where the plan can", async () => {
    const files = { paths: ["/files/"] };
    const [guarded] = await rulesetOf("cache", { key: cacheKey({ ...files, deceptionArmor: true }) });
    expect(guarded.actionParameters).to.deep.equal({ cacheKey: { cacheDeceptionArmor: true } });
    expect(() => cacheKey({ headers: ["User-Agent"] })).to.throw("every value of the header User-Agent");
    const query = cacheKey({ ...files, query: { include: ["v"] }, headers: ["X-Tenant"] });
    expect(await zoneWith({ query }).catch(String)).to.include(
      'a custom cache key"; allowed are on plan enterprise',
    );
    const [custom] = await rulesetOf("cache", { query }, { plan: "enterprise" });
    expect(custom.actionParameters.cacheKey.customKey).to.deep.equal({
      queryString: { include: { lists: ["v"] } },
      header: { includes: ["x-tenant"] },
    });
  });
});
