import { expect } from "chai";
import { createMonitoring, type MonitoringArgs } from "#blueprints/monitoring";
import { childrenOf } from "../support/record.ts";
import { createTestSecrets, recordBlueprint } from "./fixtures/context.ts";

describe("the monitoring of a system", () => {
  const recordMonitoring = (more: Partial<MonitoringArgs>) =>
    recordBlueprint((context) => {
      const { platform, secretStore, pagerDutyKey, vault } = createTestSecrets(context);
      createMonitoring(
        {
          partOf: "shop",
          targets: {},
          namespace: "shop",
          secretStore,
          rotations: vault.dueTimes,
          pagerDutyKey,
          runbooks: "https://docs.shop.example",
          ...more,
        },
        platform,
        context,
      );
      return {};
    });

  it("scrapes the platform's controllers, and has every group of alerts", async () => {
    const graph = await recordMonitoring({});
    expect(
      childrenOf(graph, "scrape", "strata:observability:ScrapeTargets").filter((each) =>
        each.includes(":PodMonitor"),
      ),
    ).to.deep.equal([
      "kubernetes:monitoring.coreos.com/v1:PodMonitor scrape-ingress",
      "kubernetes:monitoring.coreos.com/v1:PodMonitor scrape-cert-manager",
      "kubernetes:monitoring.coreos.com/v1:PodMonitor scrape-external-secrets",
    ]);
    const groups = childrenOf(graph, "alerts").map((each) => each.split(" alerts-")[1]);
    expect(groups).to.deep.equal([
      "ingress",
      "pods",
      "requests",
      "database",
      "certificates",
      "secrets",
      "objectives",
    ]);
  });

  it("leaves out the groups that a system has no use for", async () => {
    const graph = await recordMonitoring({ alertGroups: ["pods", "requests"] });
    const groups = childrenOf(graph, "alerts").map((each) => each.split(" alerts-")[1]);
    expect(groups).to.deep.equal(["pods", "requests"]);
  });

  it("E3 watches the ingress, requests public hosts from outside, and calls a watcher of its own", async () => {
    const outside = { checks: { shop: { host: "shop.example" } }, email: "ops@shop.example" };
    const graph = await recordMonitoring({ outside, heartbeat: "shop-heartbeat" });
    const names = graph.nodes.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    expect(names).to.include.members([
      "PrometheusRule alerts-ingress",
      "UptimeCheckConfig outside-shop",
      "AlertPolicy outside-shop",
      "ExternalSecret metrics-receivers",
    ]);
  });

  it("pages nobody without PagerDuty's key", async () => {
    const keyOf = async (more: Partial<MonitoringArgs>) =>
      (await recordMonitoring(more)).nodes.filter(({ name }) => name === "metrics-pagerduty").length;
    expect([await keyOf({}), await keyOf({ pagerDutyKey: undefined })]).to.deep.equal([1, 0]);
  });
});
