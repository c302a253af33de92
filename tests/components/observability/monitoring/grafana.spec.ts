import { expect } from "chai";
import type { Values } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { at, RELEASE, recorded, valuesOf } from "./fixtures.ts";

describe("Monitoring", () => {
  it("keeps Grafana's password secret and out of the release", async () => {
    const graph = await recorded();
    const data = nodeNamed(graph, "monitoring-grafana-admin", "kubernetes:core/v1:Secret").inputs[
      "stringData"
    ];
    // The engine marks the whole of a Secret's data.
    expect(JSON.stringify(data)).to.include('{"$secret":true}');
    expect(at(await valuesOf(), "grafana.admin")).to.deep.equal({
      existingSecret: "monitoring-grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
  });

  it("E6 keeps Grafana's users on a disk, which two pods never share", async () => {
    expect(at(await valuesOf(), "grafana.persistence")).to.deep.equal({
      enabled: true,
      size: "10Gi",
      storageClassName: "premium-rwo",
    });
    expect(at(await valuesOf(), "grafana.deploymentStrategy")).to.deep.equal({ type: "Recreate" });
    const without = await recorded({ grafana: { diskGiB: 0 } });
    const values = nodeNamed(without, "monitoring", RELEASE).inputs["values"] as Values;
    expect(at(values, "grafana.persistence")).to.deep.equal({ enabled: false });
    expect(at(values, "grafana.deploymentStrategy")).to.equal(undefined);
    expect(
      JSON.stringify(
        nodeNamed(without, "monitoring", "strata:observability:Monitoring").published?.["facts"],
      ),
    ).to.include("grafana.diskGiB");
  });

  it("E6 lets Grafana read ConfigMaps where its dashboards are, and no Secrets", async () => {
    const graph = await recorded({ grafana: { dashboardNamespaces: ["shop"] } });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    expect(at(values, "grafana.rbac")).to.deep.equal({
      namespaced: true,
      namespaces: ["shop"],
      useExistingRole: "monitoring-dashboards",
    });
    expect(at(values, "grafana.sidecar.dashboards.searchNamespace")).to.equal("monitoring,shop");
    for (const [name, namespace] of [
      ["monitoring-dashboards", "monitoring"],
      ["monitoring-dashboards-shop", "shop"],
    ] as const) {
      const { metadata, rules } = nodeNamed(graph, name).inputs;
      expect(metadata).to.deep.include({ name: "monitoring-dashboards", namespace });
      expect(rules).to.deep.equal([
        { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
      ]);
    }
    expect(at(values, "kube-state-metrics.collectorsExclude")).to.include("secrets");
  });
});
