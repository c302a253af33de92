import { expect } from "chai";
import type { SystemSecrets } from "#blueprints/secrets";
import { nodeNamed } from "../support/record.ts";
import { valueAt } from "../support/stacks.ts";
import { createTestSecrets, recordBlueprint } from "./fixtures/context.ts";

describe("the secrets of a system", () => {
  const idsOf = async (more: Partial<SystemSecrets>) => {
    const graph = await recordBlueprint((context) => {
      const { dnsToken, pagerDutyKey = "none" } = createTestSecrets(context, more);
      return { dnsToken, pagerDutyKey };
    });
    const ids = graph.nodes
      .filter(({ type }) => type === "gcp:secretmanager/secret:Secret")
      .map(({ inputs }) => inputs["secretId"]);
    return { graph, ids };
  };

  it("are its own, the token of its certificates, and PagerDuty's key where alerts go there", async () => {
    const { graph, ids } = await idsOf({});
    expect(ids).to.deep.equal([
      "shop-prod-session-key",
      "shop-prod-cloudflare-dns-token",
      "shop-prod-pagerduty-key",
    ]);
    expect(graph.outputs).to.deep.equal({
      dnsToken: "shop-prod-cloudflare-dns-token",
      pagerDutyKey: "shop-prod-pagerduty-key",
    });
    const without = await idsOf({ pagerDuty: false });
    expect(without.ids).to.deep.equal(["shop-prod-session-key", "shop-prod-cloudflare-dns-token"]);
    expect(without.graph.outputs["pagerDutyKey"]).to.equal("none");
  });

  it("rotate every 90 days unless it says otherwise, and are audited once in a project", async () => {
    const dueOf = async (more: Partial<SystemSecrets>) => {
      const { graph } = await idsOf(more);
      return nodeNamed(graph, "secrets-session-key", "gcp:secretmanager/secret:Secret").inputs["rotation"];
    };
    expect(valueAt(await dueOf({}), "rotationPeriod")).to.equal(`${90 * 86_400}s`);
    expect(valueAt(await dueOf({ rotationDays: 30 }), "rotationPeriod")).to.equal(`${30 * 86_400}s`);
    const { graph } = await idsOf({ auditReads: false });
    const audits = graph.nodes.filter(({ type }) => type.endsWith(":IAMAuditConfig"));
    expect(audits.map(({ name }) => name)).to.deep.equal(["project-audit"]);
  });
});
