import { expect } from "chai";
import { createEdge, type EdgeArgs } from "#blueprints/edge";
import { nodeNamed } from "../support/record.ts";
import { recordBlueprint } from "./fixtures/context.ts";

const ARGS: EdgeArgs = {
  domain: "shop.example",
  cloudflare: { accountId: "6a".repeat(16), plan: "pro" },
  limits: { api: { requests: 600, periodSeconds: 60 }, login: { requests: 5, periodSeconds: 60 } },
  records: {},
  loginPaths: ["/login"],
  rules: {},
};

const recordEdge = (more: Partial<EdgeArgs> = {}) =>
  recordBlueprint((context) => {
    createEdge({ ...ARGS, ...more }, context);
    return {};
  });

const rulesOf = async (phase: string, more: Partial<EdgeArgs> = {}) =>
  JSON.stringify((await recordEdge(more)).nodes.find(({ inputs }) => inputs["phase"] === phase)?.inputs);

describe("the edge of a system", () => {
  it("claims the zone", async () => {
    expect((await recordEdge()).claimed).to.deep.equal(["zone"]);
  });

  it("limits the API under /api/ unless it is elsewhere", async () => {
    expect(await rulesOf("http_ratelimit"))
      .to.contain("/api/")
      .and.not.to.contain("/v1/");
    expect(await rulesOf("http_ratelimit", { apiPaths: ["/v1/"] }))
      .to.contain("/v1/")
      .and.not.to.contain("/api/");
  });

  it("has a managed firewall of medium sensitivity unless it says otherwise, and none on the Free plan", async () => {
    const phase = "http_request_firewall_managed";
    expect(await rulesOf(phase)).to.match(/"scoreThreshold":40[,}]/);
    expect(await rulesOf(phase, { wafSensitivity: "high" })).to.match(/"scoreThreshold":25[,}]/);
    const free = {
      cloudflare: { ...ARGS.cloudflare, plan: "free" },
      limits: { api: { requests: 100, periodSeconds: 10 } },
    } as const;
    expect(await rulesOf(phase, free)).to.equal(undefined);
  });

  it("stands twice in a stack by two names", async () => {
    const graph = await recordBlueprint((context) => {
      createEdge(ARGS, context);
      createEdge({ ...ARGS, name: "blog", domain: "blog.example" }, context);
      return {};
    });
    expect(nodeNamed(graph, "edge-domain").inputs["name"]).to.equal("shop.example");
    expect(nodeNamed(graph, "blog-edge-domain").inputs["name"]).to.equal("blog.example");
  });
});
