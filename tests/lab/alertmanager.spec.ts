import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import {
  type AlertmanagerConfig,
  type AlertRouting,
  alertmanagerConfig,
} from "#components/observability/monitoring/alertmanager";

const file = (key: string) => `/etc/alertmanager/secrets/receivers/${key}`;

const RECEIVERS = alertmanagerConfig({
  routing: "page",
  pagerDutyFile: file("routing-key"),
  heartbeatFile: file("heartbeat"),
  receivers: {
    chat: { receiver: { kind: "slack", secretId: "chat", channel: "#alerts" }, file: file("chat") },
    mail: {
      receiver: {
        kind: "email",
        secretId: "mail",
        to: "team@example.com",
        from: "alerts@example.com",
        smarthost: "smtp.example.com:587",
        username: "alerts",
        severities: ["critical"],
      },
      file: file("mail"),
    },
    queue: {
      receiver: { kind: "webhook", secretId: "queue", severities: ["warning"] },
      file: file("queue"),
    },
  },
});

/** Alertmanager's own tool reads the configuration; needs Debian's package "prometheus-alertmanager". */
describe("routing in Alertmanager", () => {
  let folder: string;
  /** Debian's 0.25 does not know `url_file` of webhooks, which came with 0.26. */
  const write = (name: string, config: AlertmanagerConfig) => {
    const known = stringify(config).replaceAll(/(?<!_)url_file: \//g, "url: http://");
    writeFileSync(join(folder, `${name}.yaml`), known);
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-alertmanager-"));
    for (const routing of ["none", "ticket", "page"] as const) {
      write(routing, alertmanagerConfig({ routing, pagerDutyFile: file("routing-key") }));
    }
    write("receivers", RECEIVERS);
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
  const told: [string, string, string][] = [
    ["HighErrorRate", "critical", "chat,mail,on-call"],
    ["HighCpu", "warning", "chat,queue,tickets"],
    ["Watchdog", "none", "heartbeat"],
    ["InfoInhibitor", "none", "nobody"],
  ];
  for (const [alert, severity, receivers] of told) {
    it(`H40 leads ${alert} (${severity}) to ${receivers} with receivers besides PagerDuty`, () => {
      const labels = [`alertname=${alert}`, `severity=${severity}`];
      const found = amtool("config", "routes", "test", "--config.file=receivers.yaml", ...labels);
      expect(found.trim()).to.equal(receivers);
    });
  }

  it("H40 takes Slack, e-mail and webhooks with their secrets in files", () => {
    expect(amtool("check-config", "receivers.yaml")).to.include("SUCCESS");
    expect(stringify(RECEIVERS)).not.to.match(/(^|_)(password|url|key): /m);
  });

  for (const [routing, alert, severity, receiver] of routes) {
    it(`S118: "${routing}" leads ${alert} (${severity}) to ${receiver}`, () => {
      const labels = [`alertname=${alert}`, `severity=${severity}`, "namespace=shop"];
      expect(amtool("config", "routes", "test", `--config.file=${routing}.yaml`, ...labels).trim()).to.equal(
        receiver,
      );
    });
  }
});
