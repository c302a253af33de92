import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { type AlertRouting, alertmanagerConfig } from "#components/observability/monitoring/alertmanager";

/** Alertmanager's own tool reads the configuration; needs Debian's package "prometheus-alertmanager". */
describe("routing in Alertmanager", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-alertmanager-"));
    for (const routing of ["none", "ticket", "page"] as const) {
      const config = alertmanagerConfig(routing, "/etc/alertmanager/secrets/pagerduty/routing-key");
      writeFileSync(join(folder, `${routing}.yaml`), stringify(config));
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const amtool = (...args: string[]) =>
    execFileSync("amtool", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });

  for (const routing of ["none", "ticket", "page"]) {
    it(`"${routing}" is a valid configuration`, () => {
      expect(amtool("check-config", `${routing}.yaml`)).to.include("SUCCESS");
    });
  }

  const routes: [AlertRouting, string, string, string][] = [
    ["page", "HighErrorRate", "critical", "on-call"],
    ["page", "HighCpu", "warning", "tickets"],
    ["page", "CPUThrottlingHigh", "info", "nobody"],
    ["page", "Watchdog", "none", "nobody"],
    ["ticket", "HighErrorRate", "critical", "tickets"],
    ["ticket", "HighCpu", "warning", "tickets"],
    ["none", "HighErrorRate", "critical", "nobody"],
  ];
  for (const [routing, alert, severity, receiver] of routes) {
    it(`S118: "${routing}" leads ${alert} (${severity}) to ${receiver}`, () => {
      const labels = [`alertname=${alert}`, `severity=${severity}`, "namespace=shop"];
      expect(amtool("config", "routes", "test", `--config.file=${routing}.yaml`, ...labels).trim()).to.equal(
        receiver,
      );
    });
  }
});
