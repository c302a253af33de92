import { expect } from "chai";
import { type ChartFacts, unknownChartValues } from "#components/core/kubernetes/chart";
import { CERT_MANAGER_CHART } from "#components/ingress/cert-manager-chart";
import { NGINX_CHART } from "#components/ingress/nginx/chart";
import { MONITORING_CHART } from "#components/observability/monitoring/chart";
import { EXTERNAL_SECRETS_CHART } from "#components/secrets/operator/chart";
import type { Node, Values } from "#graph/model";
import { goldenStacks } from "../../stacks/golden.ts";
import { stackGraph } from "../../support/stacks.ts";

const CHARTS: readonly ChartFacts[] = [
  CERT_MANAGER_CHART,
  EXTERNAL_SECRETS_CHART,
  MONITORING_CHART,
  NGINX_CHART,
];

function factsOf({ inputs }: Node): ChartFacts {
  const facts = CHARTS.find(({ chart }) => chart === inputs["chart"]);
  if (!facts) {
    throw new Error(`nothing is known of the chart ${inputs["chart"]}`);
  }
  return facts;
}

async function releasesOf(stack: string): Promise<Node[]> {
  return (await stackGraph(stack)).nodes.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
}

describe("charts that the stacks install", () => {
  for (const { chart, version, source } of CHARTS) {
    it(`were read at the version that is pinned: ${chart}`, () => {
      const { read, date } =
        / at (?<read>\d+\.\d+)\.\d+, (?<date>\d{4}-\d{2}-\d{2})$/.exec(source)?.groups ?? {};
      expect(version).to.match(/^v?\d+\.\d+\.\d+$/);
      expect(version.replace("v", "").startsWith(`${read}.`), `${version}, read at ${read}`).to.equal(true);
      expect(Date.parse(date ?? ""), source).to.be.a("number").and.not.NaN;
    });
  }

  for (const stack of goldenStacks()) {
    it(`get only values that they have: ${stack}`, async () => {
      const releases = await releasesOf(stack);
      expect(releases.map(({ inputs }) => inputs["chart"])).to.have.members(CHARTS.map(({ chart }) => chart));
      for (const release of releases) {
        const facts = factsOf(release);
        expect(release.inputs["version"]).to.equal(facts.version);
        expect(unknownChartValues(facts.values, release.inputs["values"]), facts.chart).to.deep.equal([]);
      }
    });
  }

  const typos: [chart: ChartFacts, typo: Values, path: string][] = [
    [CERT_MANAGER_CHART, { webhook: { replicas: 2 } }, "webhook.replicas"],
    [EXTERNAL_SECRETS_CHART, { installCrds: true }, "installCrds"],
    [
      MONITORING_CHART,
      { prometheus: { prometheusSpec: { retain: "30d" } } },
      "prometheus.prometheusSpec.retain",
    ],
    [NGINX_CHART, { controller: { service: { loadBalancerIp: "a" } } }, "controller.service.loadBalancerIp"],
    [
      NGINX_CHART,
      { controller: { config: { entries: { "ssl-protocol": "TLSv1.3" } } } },
      "controller.config.entries.ssl-protocol",
    ],
  ];
  for (const [facts, values, path] of typos) {
    it(`would refuse "${path}"`, () => {
      expect(unknownChartValues(facts.values, values)).to.deep.equal([path]);
    });
  }
});
