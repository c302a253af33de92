import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";
import { findNode, stackGraph, valueAt } from "../support/stacks.ts";

/** A documented value, where the plan shows it, and the row of docs/deviations.md when it is another. */
interface Documented {
  readonly label: string;
  readonly stack: string;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly value: unknown;
  /** Words of the row that gives the reason, where the value is not the documented one. */
  readonly deviation?: string;
}

const backend = { stack: "howlerops-prod", kind: "Deployment", name: "backend" };
const autoscaler = { stack: "howlerops-prod", kind: "HorizontalPodAutoscaler", name: "backend" };
const frontend = { stack: "howlerops-prod", kind: "Deployment", name: "frontend" };
const container = "spec.template.spec.containers.0";

const DOCUMENTED: readonly Documented[] = [
  { label: "backend requests 100m", ...backend, path: `${container}.resources.requests.cpu`, value: "100m" },
  {
    label: "backend requests 256Mi",
    ...backend,
    path: `${container}.resources.requests.memory`,
    value: "256Mi",
  },
  { label: "backend limit 500m", ...backend, path: `${container}.resources.limits.cpu`, value: "500m" },
  { label: "backend limit 1Gi", ...backend, path: `${container}.resources.limits.memory`, value: "1Gi" },
  { label: "backend replicas left to the autoscaler", ...backend, path: "spec.replicas", value: undefined },
  { label: "backend surge 1", ...backend, path: "spec.strategy.rollingUpdate.maxSurge", value: 1 },
  {
    label: "backend unavailable 0",
    ...backend,
    path: "spec.strategy.rollingUpdate.maxUnavailable",
    value: 0,
  },
  { label: "backend at least 2 pods", ...autoscaler, path: "spec.minReplicas", value: 2 },
  { label: "backend at most 10 pods", ...autoscaler, path: "spec.maxReplicas", value: 10 },
  { label: "CPU 70 %", ...autoscaler, path: "spec.metrics.0.resource.target.averageUtilization", value: 70 },
  {
    label: "up after 30 s",
    ...autoscaler,
    path: "spec.behavior.scaleUp.stabilizationWindowSeconds",
    value: 30,
  },
  {
    label: "down after 300 s",
    ...autoscaler,
    path: "spec.behavior.scaleDown.stabilizationWindowSeconds",
    value: 300,
  },
  { label: "up by 2 pods", ...autoscaler, path: "spec.behavior.scaleUp.policies.0.value", value: 2 },
  { label: "down by 1 pod", ...autoscaler, path: "spec.behavior.scaleDown.policies.0.value", value: 1 },
  { label: "frontend 2 replicas", ...frontend, path: "spec.replicas", value: 2 },
  { label: "frontend requests 50m", ...frontend, path: `${container}.resources.requests.cpu`, value: "50m" },
  {
    label: "frontend limit 512Mi",
    ...frontend,
    path: `${container}.resources.limits.memory`,
    value: "512Mi",
  },
  { label: "UID 1001", ...backend, path: "spec.template.spec.securityContext.runAsUser", value: 1001 },
  { label: "no token", ...backend, path: "spec.template.spec.automountServiceAccountToken", value: false },
  {
    label: "read-only root",
    ...backend,
    path: `${container}.securityContext.readOnlyRootFilesystem`,
    value: true,
  },
  {
    label: "nodes 2 to 10",
    stack: "howlerops-prod",
    kind: "NodePool",
    name: "cluster-general",
    path: "autoscaling.totalMaxNodeCount",
    value: 10,
  },
  {
    label: "renewal 15 days ahead",
    stack: "howlerops-prod",
    kind: "Certificate",
    name: "site-certificate",
    path: "spec.renewBefore",
    value: "360h",
  },
  {
    label: "port 80 as an ordinary user",
    ...frontend,
    path: "spec.template.spec.securityContext.sysctls.0.name",
    value: "net.ipv4.ip_unprivileged_port_start",
    deviation: "ip_unprivileged_port_start",
  },
  {
    label: "down below 30 %",
    ...autoscaler,
    path: "spec.behavior.scaleDown.tolerance",
    value: "571m",
    deviation: "scale down below 30 % CPU",
  },
  {
    label: "connect timeout 60 s",
    stack: "nextjs-prod",
    kind: "VirtualServer",
    name: "routes-host",
    path: "spec.upstreams.0.connect-timeout",
    value: "5s",
    deviation: "`proxy_connect_timeout 60s`",
  },
  {
    label: "read timeout 60 s, longer for idle WebSockets",
    stack: "howlerops-prod",
    kind: "VirtualServer",
    name: "routes-host",
    path: "spec.upstreams.0.read-timeout",
    value: "60s",
  },
  {
    label: "least_conn",
    stack: "nextjs-prod",
    kind: "VirtualServer",
    name: "routes-host",
    path: "spec.upstreams.0.lb-method",
    value: "least_conn",
  },
  {
    label: "origin pulls with a certificate, which the balancer does not ask for",
    stack: "nextjs-prod",
    kind: "TargetHttpsProxy",
    name: "balancer-https-proxy",
    path: "serverTlsPolicy",
    value: undefined,
    deviation: "Origin pulls with a certificate",
  },
  {
    label: "the id of a request, which the balancer has no variable for",
    stack: "nextjs-prod",
    kind: "BackendService",
    name: "balancer-backend",
    path: "customRequestHeaders",
    value: undefined,
    deviation: "`X-Request-ID` added by the load balancer",
  },
  {
    label: "three servers",
    stack: "nextjs-prod",
    kind: "HorizontalPodAutoscaler",
    name: "app",
    path: "spec.minReplicas",
    value: 3,
  },
];

interface Row {
  readonly section: string;
  readonly cells: readonly string[];
}

function deviations(): Row[] {
  let section = "";
  const rows: Row[] = [];
  for (const line of readFileSync(join(REPOSITORY, "docs/deviations.md"), "utf8").split("\n")) {
    section = /^## (.+)/.exec(line)?.[1] ?? section;
    const cells = line.startsWith("| ")
      ? line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim())
      : [];
    if (cells.length > 0 && cells[0] !== "Documented") {
      rows.push({ section, cells });
    }
  }
  return rows;
}

describe("S153 documented values hold, or stand in docs/deviations.md with a reason", () => {
  for (const { label, stack, kind, name, path, value, deviation } of DOCUMENTED) {
    it(`S153 ${stack}: ${label}`, async () => {
      const graph = await stackGraph(stack);
      expect(valueAt(findNode(graph, kind, name).inputs, path)).to.deep.equal(value);
      if (deviation) {
        const texts = deviations().map(({ cells }) => cells.join(" "));
        expect(
          texts.some((text) => text.includes(deviation)),
          `a row about ${deviation}`,
        ).to.equal(true);
      }
    });
  }

  it("S153 every row says what is documented, what is here and why", () => {
    const rows = deviations();
    expect(rows.length).to.be.greaterThan(20);
    for (const { section, cells } of rows) {
      expect(cells.length, cells[0]).to.equal(section === "Not yet" ? 2 : 3);
      expect(
        cells.every((cell) => cell.length > 3),
        `${section}: ${cells[0]}`,
      ).to.equal(true);
    }
  });

  it("S153 the deviation of X-XSS-Protection is what the plan has", async () => {
    const graph = await stackGraph("howlerops-prod");
    const headers = valueAt(
      findNode(graph, "Ruleset", "edge-response-headers").inputs,
      "rules.0.actionParameters.headers",
    );
    expect(valueAt(headers, "X-XSS-Protection.value")).to.equal("0");
    expect(valueAt(headers, "X-Frame-Options.value")).to.equal("DENY");
  });
});
