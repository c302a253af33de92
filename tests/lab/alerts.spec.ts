import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import type { Alerts } from "#components/observability/alerts/alert";
import { ruleGroup } from "#components/observability/rule-group";
import { allAlerts } from "../support/alerts.ts";
import { CASES } from "./alert-cases/cases.ts";

const namespace = "shop";
const ALERTS: Alerts = allAlerts(namespace);

/** Prometheus' own tool evaluates the rules; needs Debian's package "prometheus". */
describe("alerts in Prometheus", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-alerts-"));
    const group = ruleGroup("alerts", ALERTS, "docs/runbooks");
    writeFileSync(join(folder, "rules.yaml"), stringify({ groups: [group] }));
    // promtool compares annotations word by word; which alerts fire is told by their labels alone.
    const bare = group.rules.map(({ annotations: _, ...rule }) => rule);
    writeFileSync(join(folder, "labels.yaml"), stringify({ groups: [{ ...group, rules: bare }] }));
  });
  after(() => rmSync(folder, { recursive: true }));

  function promtool(...args: string[]): string {
    try {
      return execFileSync("promtool", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      throw new Error(`${stdout}${stderr}`, { cause: error });
    }
  }

  it("are valid rules", () => {
    expect(promtool("check", "rules", "rules.yaml")).to.include(
      `SUCCESS: ${Object.keys(ALERTS).length} rules found`,
    );
  });

  it("each have a case in which they fire and one in which they do not", () => {
    for (const name of Object.keys(ALERTS)) {
      const own = CASES.filter(({ alert }) => alert === name);
      expect(
        own.some(({ fires }) => fires.length > 0),
        `${name} fires`,
      ).to.equal(true);
      expect(
        own.some(({ fires }) => fires.length === 0),
        `${name} stays quiet`,
      ).to.equal(true);
    }
  });

  for (const { alert, when, series, minutes, fires } of CASES) {
    it(`${alert} ${fires.length > 0 ? "fires" : "stays quiet"} ${when}`, () => {
      const { severity } = ALERTS[alert] ?? {};
      const expected = fires.map((labels) => ({ exp_labels: { severity, ...labels } }));
      expect(test("labels.yaml", alert, series, minutes, expected)).to.include("SUCCESS");
    });
  }

  it("E3 say that nothing answers when the controller is gone, whose services count no requests any more", () => {
    const series = {
      'nginx_ingress_nginx_up{namespace="nginx-ingress", pod="a"}': "1x10 _x20",
      'http_requests_total{namespace="shop", job="backend", status="200"}': "0+60x10 600x20",
    };
    const down = { exp_labels: { severity: "critical" } };
    expect(test("labels.yaml", "IngressDown", series, 8, [])).to.include("SUCCESS");
    // Prometheus looks back five minutes for a series that ended without a word.
    expect(test("labels.yaml", "IngressDown", series, 20, [down])).to.include("SUCCESS");
    expect(test("labels.yaml", "HighErrorRate", series, 20, [])).to.include("SUCCESS");
  });

  it("E4 say of a certificate that was never issued that it is not ready, not that it ends", () => {
    const series = {
      'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "0x60",
      'certmanager_certificate_ready_status{name="site", condition="False"}': "1x60",
    };
    const notReady = { exp_labels: { severity: "critical", name: "site" } };
    expect(test("labels.yaml", "CertificateExpiresSoon", series, 40, [])).to.include("SUCCESS");
    expect(test("labels.yaml", "CertificateNotReady", series, 40, [notReady])).to.include("SUCCESS");
  });

  it("E4 leave alone a certificate valid for six days until its renewal is late", () => {
    const series = {
      'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "518400x60",
      'certmanager_certificate_renewal_timestamp_seconds{name="site"}': "345600x60",
    };
    expect(test("labels.yaml", "CertificateExpiresSoon", series, 40, [])).to.include("SUCCESS");
  });

  it("tell in words what happens", () => {
    const found = CASES.find(({ alert, fires }) => alert === "HighErrorRate" && fires.length > 0);
    const expected = [
      {
        exp_labels: { severity: "critical", namespace, job: "backend" },
        exp_annotations: {
          summary: "10% of backend's answers are errors",
          description: "More than 5 % of the requests to backend failed during the last 5 minutes.",
          runbook_url: "docs/runbooks/high-error-rate.md",
        },
      },
    ];
    const { series = {}, minutes = 0 } = found ?? {};
    expect(test("rules.yaml", "HighErrorRate", series, minutes, expected)).to.include("SUCCESS");
  });

  function test(
    rules: string,
    alertname: string,
    series: Readonly<Record<string, string>>,
    minutes: number,
    exp_alerts: readonly object[],
  ): string {
    const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const alert_rule_test = [{ eval_time: `${minutes}m`, alertname, exp_alerts }];
    const unit = {
      rule_files: [rules],
      evaluation_interval: "1m",
      tests: [{ interval: "1m", input_series, alert_rule_test }],
    };
    writeFileSync(join(folder, "test.yaml"), stringify(unit));
    return promtool("test", "rules", "test.yaml");
  }
});
