import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { NGINX_CHART } from "#components/ingress/nginx/chart";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import { REPOSITORY } from "../../support/project.ts";
import { recordWith } from "../../support/record.ts";
import { CONTROLLER } from "./fixtures.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const COPY = "oci://registry.example/charts/nginx-ingress";

describe("a copy of the ingress chart", () => {
  it("A6 takes the place of the public one, whose schema is on another host", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new NginxIngress("ingress", CONTROLLER, {
        provider: kubernetes,
        transforms: [
          ({ type, props, opts }) =>
            type === RELEASE ? { props: { ...props, chart: COPY }, opts } : undefined,
        ],
      });
      return {};
    });
    const releases = graph.nodes.filter(({ type }) => type === RELEASE);
    expect(releases.map(({ inputs: { chart, version } }) => ({ chart, version }))).to.deep.equal([
      { chart: COPY, version: NGINX_CHART.version },
    ]);
  });

  it("A6 is made, in the runbook, of the chart that is pinned", () => {
    const runbook = readFileSync(join(REPOSITORY, "docs/runbooks/first-run.md"), "utf8");
    const { chart, version } = NGINX_CHART;
    expect(runbook).to.contain(`helm pull ${chart} --version ${version} --untar`);
    expect(runbook).to.contain(`helm push nginx-ingress-${version}.tgz`);
  });
});
