import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { CERT_MANAGER_CHART } from "#components/ingress/cert-manager-chart";
import { program as placed } from "#docs/examples/cluster/cluster";
import { type Graph, isRecord, isUnknown, type Value, type Values } from "#graph/model";
import { record } from "#graph/record/record";
import { CERT_MANAGER_RECORD } from "#models/charts/records/cert-manager";
import { type ChartContainer, chartWorkloads } from "#models/charts/workloads";
import { DEFINITION_SOURCES, download } from "#tools/build/definitions";
import { PROJECT } from "#tools/build/folders";
import { executableOf } from "#tools/build/store";
import { goldenStacks } from "../../stacks/golden.ts";
import { CERT_MANAGER, type ChartPod } from "../../support/kubernetes/chart-pods.ts";
import { objectErrors } from "../../support/kubernetes/objects.ts";
import { stackGraph } from "../../support/stacks.ts";

const run = promisify(execFile);

/** The real chart, as its project publishes it, rendered by Helm's engine with the stacks' values. */
describe("the chart of cert-manager", () => {
  let chart: string;

  before(async () => {
    const source = DEFINITION_SOURCES.find((each) => each.chart === "cert-manager");
    if (!source) {
      throw new Error("no module of cert-manager is pinned");
    }
    expect(source.version).to.equal(CERT_MANAGER_CHART.version);
    chart = join(await download(source, AbortSignal.timeout(300_000)), "deploy/charts/cert-manager");
  });

  async function rendered(values: Value): Promise<Values[]> {
    const rendering = run(
      executableOf("render-chart", PROJECT),
      [chart, "cert-manager", "cert-manager", "v1.36.0"],
      { maxBuffer: 16 * 1024 * 1024 },
    );
    rendering.child.stdin?.end(JSON.stringify(values));
    const { stdout } = await rendering;
    return parseAllDocuments(stdout)
      .map((document) => document.toJS() as unknown)
      .filter(isRecord);
  }

  const valuesOf = async (stack: string) => valuesIn(await stackGraph(stack));

  for (const stack of goldenStacks()) {
    it(`makes objects that Kubernetes accepts, of the values of ${stack}`, async () => {
      const objects = await rendered(await valuesOf(stack));
      expect(objects.map(({ kind }) => kind)).to.include.members([
        "CustomResourceDefinition",
        "Deployment",
        "ValidatingWebhookConfiguration",
      ]);
      expect(objects.flatMap(objectErrors)).to.deep.equal([]);
    });
  }

  it("makes the pods that policies and monitors were written for", async () => {
    const objects = await rendered(await valuesOf("howlerops-prod"));
    const pods = Object.fromEntries(
      objects.flatMap((object): [string, ChartPod][] => {
        const pod = podOf(object);
        return pod ? [[nameOf(object), pod]] : [];
      }),
    );
    expect(pods).to.deep.equal(CERT_MANAGER);
  });

  it("makes the pods, with the images and resources, that its record tells", async () => {
    const values = await valuesOf("howlerops-prod");
    const told = chartWorkloads(CERT_MANAGER_RECORD, CERT_MANAGER_CHART.version, values).map(
      ({ name, containers }) => [name, containers.map(containerIn)],
    );
    const made = (await rendered(values)).flatMap((object) => {
      const containers = podSpecOf(object)?.["containers"];
      return Array.isArray(containers) ? [[nameOf(object), containers]] : [];
    });
    expect(JSON.stringify(Object.fromEntries(told))).not.to.equal("{}");
    for (const [name, containers] of told) {
      const found = made.find(([each]) => each === name)?.[1];
      expect(found, String(name)).to.be.an("array");
      for (const [index, container] of (containers as readonly object[]).entries()) {
        expect((found as readonly object[])[index], String(name)).to.deep.include(container);
      }
    }
    expect(made.map(([name]) => name)).to.have.members(told.map(([name]) => name));
  });

  it("puts all of them on the nodes that a placement names", async () => {
    const graph = await record(placed, { project: "shop", stack: "prod" });
    const pods = (await rendered(valuesIn(graph))).map(podSpecOf).filter(isRecord);
    expect(pods).to.have.length(Object.keys(CERT_MANAGER).length);
    for (const pod of pods) {
      expect(pod["nodeSelector"]).to.include({ "strata/pool": "system" });
      expect(pod["tolerations"]).to.have.length(1);
    }
  });

  it("sends admission reviews to the port that the policy opens", async () => {
    const objects = await rendered(await valuesOf("howlerops-prod"));
    const service = objects.find(
      ({ kind, metadata }) => kind === "Service" && nameOf({ metadata } as Values) === "cert-manager-webhook",
    );
    const ports = isRecord(service?.["spec"]) ? service["spec"]["ports"] : [];
    expect(ports).to.deep.include({ name: "https", port: 443, protocol: "TCP", targetPort: "https" });
    const deployment = objects.find(
      (object) => object["kind"] === "Deployment" && nameOf(object) === "cert-manager-webhook",
    );
    expect(JSON.stringify(deployment)).to.include('"name":"https","protocol":"TCP","containerPort":10250');
  });

  it("refuses a key that it does not have", async () => {
    const failure = await rendered({ webhook: { replicas: 2 } }).then(
      () => "",
      (error: { stderr?: string }) => error.stderr ?? "",
    );
    expect(failure).to.include("additional properties 'replicas' not allowed");
  });
});

/** As in the pod. The module of the chart has v0.0.0 where a release has its version. */
function containerIn({ name, image, requests, limits }: ChartContainer) {
  return {
    name,
    image: `${image.registry}/${image.repository}:v0.0.0`,
    resources: { requests, limits },
  };
}

function valuesIn(graph: Graph): Value {
  const release = graph.nodes.find(({ inputs }) => inputs["chart"] === CERT_MANAGER_CHART.chart);
  const values = release?.inputs["values"];
  if (!isRecord(values) || isUnknown(values)) {
    throw new Error("no cert-manager is installed whose values are known");
  }
  return values;
}

function podSpecOf({ spec }: Values): Values | undefined {
  const template = isRecord(spec) ? spec["template"] : undefined;
  return isRecord(template) && isRecord(template["spec"]) ? template["spec"] : undefined;
}

function podOf({ spec }: Values): ChartPod | undefined {
  const template = isRecord(spec) ? spec["template"] : undefined;
  if (!isRecord(template) || !isRecord(template["spec"]) || !isRecord(template["metadata"])) {
    return undefined;
  }
  const containers = template["spec"]["containers"];
  const ports = (Array.isArray(containers) ? containers : []).flatMap((container: Value) =>
    isRecord(container) && Array.isArray(container["ports"]) ? container["ports"].map(portOf) : [],
  );
  const labels = isRecord(template["metadata"]["labels"]) ? template["metadata"]["labels"] : {};
  const selecting = Object.entries(labels).filter(([key]) =>
    /^app\.kubernetes\.io\/(name|instance)$/.test(key),
  );
  return {
    namespace: "cert-manager",
    labels: Object.fromEntries(selecting.map(([key, value]) => [key, String(value)])),
    ports: ports.sort((a, b) => a - b),
  };
}

function portOf(port: Value): number {
  return isRecord(port) ? Number(port["containerPort"]) : 0;
}

function nameOf({ metadata }: Values): string {
  return isRecord(metadata) ? String(metadata["name"]) : "";
}
