import { expect } from "chai";
import { Monitoring } from "#components/observability/monitoring";
import type { AlertmanagerConfig } from "#components/observability/monitoring/alertmanager";
import type { MonitoringArgs } from "#components/observability/monitoring/args";
import type { Values } from "#graph/model";
import { templateProblem } from "#models/prometheus/template";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf } from "../../../support/refusals.ts";
import { ARGS, at, RELEASE, recorded, valuesOf } from "./fixtures.ts";

describe("Monitoring", () => {
  it("S118: pages for critical alerts, with the key in a file", async () => {
    const graph = await recorded();
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as {
      route: { routes: { receiver: string; matchers: string[] }[] };
      receivers: { name: string; pagerduty_configs?: { routing_key_file: string; severity: string }[] }[];
    };
    expect(config.route.routes.map(({ receiver, matchers }) => [receiver, matchers[0]])).to.deep.equal([
      ["nobody", 'alertname=~"Watchdog|InfoInhibitor"'],
      ["on-call", 'severity="critical"'],
      ["tickets", 'severity=~"critical|warning"'],
    ]);
    const onCall = config.receivers.find(({ name }) => name === "on-call");
    expect(onCall?.pagerduty_configs?.[0]).to.include({
      routing_key_file: "/etc/alertmanager/secrets/monitoring-pagerduty/routing-key",
      severity: "critical",
    });
    expect(at(values, "alertmanager.alertmanagerSpec.secrets")).to.deep.equal(["monitoring-pagerduty"]);
    const key = nodeNamed(graph, "monitoring-pagerduty").inputs["spec"] as Values;
    expect(key["data"]).to.deep.equal([
      { secretKey: "routing-key", remoteRef: { key: "shop-prod-pagerduty" } },
    ]);
  });

  it("wakes nobody where alerts are tickets, and tells nobody where they are none", async () => {
    const receiversOf = async (args: Partial<MonitoringArgs>) => {
      const config = at(await valuesOf(args), "alertmanager.config") as unknown as {
        receivers: { name: string }[];
        route: { routes: { receiver: string }[] };
      };
      return {
        receivers: config.receivers.map(({ name }) => name),
        routes: config.route.routes.map(({ receiver }) => receiver),
      };
    };
    expect(await receiversOf({ routing: "ticket" })).to.deep.equal({
      receivers: ["nobody", "tickets"],
      routes: ["nobody", "tickets"],
    });
    expect(await receiversOf({ routing: "none" })).to.deep.equal({
      receivers: ["nobody"],
      routes: ["nobody"],
    });
    const quiet = await recorded({ routing: "none" });
    expect(quiet.nodes.map(({ name }) => name)).not.to.include("monitoring-pagerduty");
    expect(at(await valuesOf({ routing: "none" }), "alertmanager.alertmanagerSpec.secrets")).to.deep.equal(
      [],
    );
  });

  it("E3 calls a watcher outside as long as alerting works", async () => {
    const graph = await recorded({ heartbeat: "shop-prod-heartbeat" });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as unknown as AlertmanagerConfig;
    expect(config.route.routes?.[0]).to.deep.include({
      matchers: ['alertname="Watchdog"'],
      receiver: "heartbeat",
      repeat_interval: "5m",
    });
    expect(config.receivers.at(-1)).to.deep.equal({
      name: "heartbeat",
      webhook_configs: [
        {
          url_file: "/etc/alertmanager/secrets/monitoring-receivers/heartbeat",
          send_resolved: false,
        },
      ],
    });
    expect(nodeNamed(graph, "monitoring-receivers").inputs["spec"]).to.deep.include({
      data: [{ secretKey: "heartbeat", remoteRef: { key: "shop-prod-heartbeat" } }],
    });
    expect(at(values, "alertmanager.alertmanagerSpec.secrets")).to.include("monitoring-receivers");
  });

  it("H40 tells others than PagerDuty, by severity, with their secrets in files", async () => {
    const { pagerDuty: _, ...without } = ARGS;
    const graph = await recordWith(({ all }) => {
      const receivers = {
        chat: { kind: "slack", secretId: "shop-slack", severities: ["critical"] },
      } as const;
      new Monitoring("monitoring", { ...without, receivers, secretStore: "store" }, { providers: all });
      return {};
    });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as unknown as AlertmanagerConfig;
    expect(config.route.routes?.[1]).to.deep.equal({
      matchers: ['severity=~"critical"'],
      receiver: "chat",
      continue: true,
    });
    expect(config.receivers.map(({ name }) => name)).to.deep.equal(["nobody", "chat"]);
    const [slack] = config.receivers[1]?.slack_configs ?? [];
    expect(slack?.api_url_file).to.equal("/etc/alertmanager/secrets/monitoring-receivers/chat");
    for (const text of [slack?.title, slack?.text]) {
      expect(templateProblem(text ?? "", "alertmanager")).to.equal(undefined);
    }
  });

  it("refuses to page without a key", async () => {
    const { pagerDuty: _, ...without } = ARGS;
    const recording = recordWith(({ all }) => {
      new Monitoring("monitoring", without, { providers: all });
      return {};
    });
    expect(await failureOf(recording)).to.include(
      `pagerDuty is missing; allowed are a secret with PagerDuty's key, or receivers (routing is "page", so somebody is to be told)`,
    );
  });
});
