import { expect } from "chai";
import { Dashboards, type DashboardsArgs } from "#components/observability/dashboards";
import { metricGroups } from "#components/observability/dashboards/groups";
import type { Graph, Values } from "#graph/model";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

function recorded(dashboards: DashboardsArgs["dashboards"] = metricGroups("shop")): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new Dashboards(
      "boards",
      { namespace: "monitoring", partOf: "shop", dashboards },
      { provider: kubernetes },
    );
    return {};
  });
}

function contentOf(graph: Graph, key: string) {
  const { inputs } = nodeNamed(graph, `boards-${key}`);
  const text = (inputs["data"] as Values)[`shop-${key}.json`];
  return JSON.parse(String(text)) as {
    uid: string;
    panels: { title: string; gridPos: object; targets: { expr: string; refId: string }[] }[];
  };
}

describe("Dashboards", () => {
  it("S115, S117: has one for each of the four groups of metrics", async () => {
    expect(childrenOf(await recorded(), "boards")).to.have.members(
      ["system", "application", "database", "business"].map(
        (group) => `kubernetes:core/v1:ConfigMap boards-${group}`,
      ),
    );
  });

  it("S117: shows single pods", async () => {
    const graph = await recorded();
    for (const [group, title] of [
      ["system", "CPU, of the limit"],
      ["application", "Requests by pod"],
    ] as const) {
      const panel = contentOf(graph, group).panels.find((each) => each.title === title);
      expect(panel?.targets[0]?.expr, title).to.include("sum by (pod)");
    }
  });

  it("is found by Grafana's sidecar", async () => {
    expect(nodeNamed(await recorded(), "boards-system").inputs["metadata"]).to.deep.include({
      name: "dashboard-shop-system",
      labels: {
        "app.kubernetes.io/name": "grafana",
        "app.kubernetes.io/part-of": "shop",
        "app.kubernetes.io/managed-by": "strata",
        grafana_dashboard: "1",
      },
    });
  });

  it("lays panels out in two columns without overlap, and names lines apart", async () => {
    const { uid, panels } = contentOf(await recorded(), "system");
    expect(uid).to.equal("shop-system");
    const places = panels.map(({ gridPos }) => JSON.stringify(gridPos));
    expect(new Set(places).size).to.equal(panels.length);
    expect(panels.slice(0, 3).map(({ gridPos }) => gridPos)).to.deep.equal([
      { x: 0, y: 0, w: 12, h: 8 },
      { x: 12, y: 0, w: 12, h: 8 },
      { x: 0, y: 8, w: 12, h: 8 },
    ]);
    for (const { title, targets } of panels) {
      expect(new Set(targets.map(({ refId }) => refId)).size, title).to.equal(targets.length);
    }
  });

  it("adds and removes a dashboard without touching the others", async () => {
    const { system } = metricGroups("shop");
    const one = nodeNamed(await recorded({ system }), "boards-system");
    expect({ ...nodeNamed(await recorded(), "boards-system"), source: one.source }).to.deep.equal(one);
  });

  const mistakes: Mistake<DashboardsArgs["dashboards"]>[] = [
    ["an empty one", { empty: { title: "empty", panels: [] } }, 'dashboards["empty"].panels is []'],
    [
      "a key that gives too long an address",
      { ["a".repeat(40)]: metricGroups("shop").system },
      "has 45 of 40 characters",
    ],
    [
      "a query that does not parse",
      { one: { title: "one", panels: [{ title: "Rate", unit: "reqps", lines: { a: "rate(x)" } }] } },
      'dashboards["one"].panels "Rate" is "rate(x)"; allowed are PromQL expressions; this one needs a range',
    ],
  ];
  refusesEach(mistakes, recorded);
});
