import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import type { Dashboard } from "#components/observability/dashboards/dashboard";
import { metricGroups } from "#components/observability/dashboards/groups";

/** Prometheus' own tool reads the queries of every panel, each as a recording rule. */
describe("dashboards in Prometheus", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-dashboards-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [key, dashboard] of Object.entries<Dashboard>(metricGroups("shop"))) {
    it(`${key} asks in valid PromQL`, () => {
      const rules = dashboard.panels
        .flatMap(({ lines }) => Object.values(lines))
        .map((expr, index) => ({ record: `panel:line:${index}`, expr }));
      writeFileSync(join(folder, "rules.yaml"), stringify({ groups: [{ name: key, rules }] }));
      const out = execFileSync("promtool", ["check", "rules", "rules.yaml"], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(out).to.include(`SUCCESS: ${rules.length} rules found`);
    });
  }
});
