import { expect } from "chai";
import { placementOn } from "#components/cluster/nodes/dedicated";
import { CertManager } from "#components/ingress/cert-manager";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import { Monitoring } from "#components/observability/monitoring";
import type { PlatformArgs } from "#components/operator/platform-operator";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import { isRecord, type Value } from "#graph/model";
import { recordWith, type TestProviders } from "../../support/record.ts";
import { CONTROLLER } from "../ingress/fixtures.ts";

type Placed = Pick<PlatformArgs, "placement">;

/** A controller, and the parts of its chart that make pods; "" is the chart's own, at the top of its values. */
interface Controller {
  readonly make: (args: Placed, providers: TestProviders) => unknown;
  readonly parts: readonly string[];
}

const COMMON = { controlPlaneRanges: ["172.16.0.0/28"] };

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  CertManager: {
    make: (args, { kubernetes }) => new CertManager("it", { ...COMMON, ...args }, { provider: kubernetes }),
    parts: ["", "webhook", "cainjector", "startupapicheck"],
  },
  ExternalSecrets: {
    make: (args, { kubernetes }) =>
      new ExternalSecrets("it", { ...COMMON, ...args }, { provider: kubernetes }),
    parts: ["", "webhook", "certController"],
  },
  NginxIngress: {
    make: (args, { kubernetes }) =>
      new NginxIngress("it", { ...CONTROLLER, ...args }, { provider: kubernetes }),
    parts: ["controller"],
  },
  Monitoring: {
    make: (args, { kubernetes, random }) =>
      new Monitoring(
        "it",
        { namespace: "monitoring", partOf: "platform", routing: "none", ...args },
        { providers: [kubernetes, random] },
      ),
    parts: [
      "alertmanager.alertmanagerSpec",
      "prometheus.prometheusSpec",
      "prometheusOperator",
      "kube-state-metrics",
      "grafana",
    ],
  },
};

describe("placement of the platform's controllers", () => {
  for (const [name, { make, parts }] of Object.entries(CONTROLLERS)) {
    const placements = async (args: Placed) => {
      const { nodes } = await recordWith((providers) => {
        make(args, providers);
        return {};
      });
      const release = nodes.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
      return placementsIn(release?.inputs["values"]);
    };

    it(`puts every part of ${name} on the nodes that are kept for the system`, async () => {
      const onSystem = {
        nodeSelector: { "strata/pool": "system" },
        tolerations: [
          { key: "components.gke.io/gke-managed-components", operator: "Exists", effect: "NoSchedule" },
        ],
      };
      expect(await placements({ placement: placementOn("system") })).to.deep.equal(
        Object.fromEntries(parts.map((part) => [part, onSystem])),
      );
    });

    it(`leaves ${name} to run wherever there is room unless told otherwise`, async () => {
      expect(await placements({})).to.deep.equal({});
    });
  }
});

/** What a chart's values say of nodes, by the path of the part that they say it of. */
function placementsIn(values: Value | undefined, path: readonly string[] = []): Record<string, object> {
  if (!isRecord(values)) {
    return {};
  }
  const { nodeSelector, tolerations, ...rest } = values;
  const inside = Object.entries(rest).map(([key, value]) => placementsIn(value, [...path, key]));
  const here = nodeSelector || tolerations ? { [path.join(".")]: { nodeSelector, tolerations } } : {};
  return Object.assign(here, ...inside);
}
