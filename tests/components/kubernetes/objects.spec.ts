import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { podsNamed } from "#components/core/link";
import { LinkPolicies } from "#components/workload/link-policies";
import type { Graph, Values } from "#graph/model";
import { record } from "#graph/record/record";
import { goldenStacks } from "../../stacks/golden.ts";
import { elsewhere } from "../../support/fixtures/endpoints.ts";
import { graphErrors, kubernetesObjects, objectErrors } from "../../support/kubernetes/objects.ts";
import { REPOSITORY } from "../../support/project.ts";
import { recordWith } from "../../support/record.ts";
import { stackGraph } from "../../support/stacks.ts";

/** What no stack and no example would be complete without: a check that meets none of them checks nothing. */
const KINDS = [
  "Certificate",
  "ClusterIssuer",
  "ClusterSecretStore",
  "ConfigMap",
  "CronJob",
  "CustomResourceDefinition",
  "Deployment",
  "ExternalSecret",
  "HorizontalPodAutoscaler",
  "Job",
  "Namespace",
  "NetworkPolicy",
  "PodDisruptionBudget",
  "PodMonitor",
  "Policy",
  "PrometheusRule",
  "Secret",
  "Service",
  "ServiceAccount",
  "VirtualServer",
];

describe("Kubernetes objects, against the schemas of their kinds", () => {
  const seen = new Set<string>();
  const check = (graph: Graph) => {
    for (const { kind } of kubernetesObjects(graph)) {
      seen.add(String(kind));
    }
    expect(graphErrors(graph)).to.deep.equal([]);
  };

  for (const stack of goldenStacks()) {
    it(`would all be accepted: ${stack}`, async () => check(await stackGraph(stack)));
  }

  for (const file of globSync("docs/examples/*/*.ts", { cwd: REPOSITORY }).sort()) {
    it(`would all be accepted: ${file}`, async () => {
      const { program } = (await import(pathToFileURL(join(REPOSITORY, file)).href)) as {
        program: () => Inputs;
      };
      check(await record(program, { project: "example", stack: "dev", root: REPOSITORY }));
    });
  }

  it("were of every kind that the components make", () => {
    expect(KINDS.filter((kind) => !seen.has(kind))).to.deep.equal([]);
  });

  it("would be accepted where egress is limited by host names", async () => {
    const graph = await recordWith(({ all }) => {
      const shop = {
        id: elsewhere("https"),
        name: "shop",
        host: "api.shop.example",
        port: 443,
        protocol: "https" as const,
        peer: { kind: "host" as const, hosts: ["api.shop.example", "*.cdn.example"] },
      };
      new LinkPolicies(
        "importer",
        { caller: podsNamed("importer", "shop"), partOf: "shop", links: [shop], hostEgress: "names" },
        { providers: all },
      );
      return {};
    });
    expect(kubernetesObjects(graph).map(({ kind }) => kind)).to.include("FQDNNetworkPolicy");
    expect(graphErrors(graph)).to.deep.equal([]);
  });
});

/** A copy of an object in which one field was given another name. */
function misspelt(object: Values, path: string, typo: string): Values {
  const copy = structuredClone(object) as Record<string, unknown>;
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let at = copy;
  for (const step of steps) {
    at = at[step] as Record<string, unknown>;
  }
  at[typo] = at[last];
  delete at[last];
  return copy as Values;
}

describe("a mistake in a Kubernetes object", () => {
  const typos: [kind: string, path: string, typo: string][] = [
    ["Deployment", "spec.strategy", "stratgy"],
    ["Deployment", "spec.template.spec.containers.0.readinessProbe", "readynessProbe"],
    ["Deployment", "spec.template.spec.containers.0.securityContext.capabilities", "capability"],
    ["NetworkPolicy", "spec.policyTypes", "policyType"],
    ["NetworkPolicy", "spec.podSelector.matchLabels", "matchLabel"],
    ["VirtualServer", "spec.upstreams.0.max-fails", "maxFails"],
    ["Policy", "spec.rateLimit.zoneSize", "zonesize"],
    ["ExternalSecret", "spec.data.0.remoteRef", "remoteKey"],
    ["ClusterSecretStore", "spec.provider.gcpsm.projectID", "projectId"],
    ["Certificate", "spec.privateKey.rotationPolicy", "rotation"],
    ["ClusterIssuer", "spec.acme.solvers.0.dns01.cloudflare", "cloudFlare"],
    ["PodMonitor", "spec.podMetricsEndpoints.0.portNumber", "portnumber"],
    ["PrometheusRule", "spec.groups.0.rules.0.expr", "expression"],
    ["CustomResourceDefinition", "spec.versions.0.schema.openAPIV3Schema.properties", "propertys"],
    ["Service", "metadata.labels", "label"],
  ];
  for (const [kind, path, typo] of typos) {
    it(`fails: "${typo}" in a ${kind}`, async () => {
      const objects = kubernetesObjects(await stackGraph("howlerops-prod"));
      const field = path.split(".").at(-1) ?? "";
      const object = objects.find((each) => each["kind"] === kind && hasField(each, path));
      if (!object) {
        throw new Error(`no ${kind} has ${path}`);
      }
      expect(objectErrors(object)).to.deep.equal([]);
      const errors = objectErrors(misspelt(object, path, typo));
      const wrong = path.replace(new RegExp(`${field}$`), typo);
      expect(errors.join("\n")).to.include(`${wrong}: no such field`);
    });
  }

  const deployment = (spec: object): Values =>
    ({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "api" }, spec }) as Values;
  const pod = (container: object) => ({
    selector: { matchLabels: { app: "api" } },
    template: { spec: { containers: [{ name: "api", ...container }] } },
  });

  it("fails: a value of another kind, one out of a list, a missing field, a kind that nobody described", () => {
    expect(objectErrors(deployment(pod({ ports: [{ containerPort: "80" }] })))).to.deep.equal([
      'Deployment api: spec.template.spec.containers.0.ports.0.containerPort: must be integer, found "80"',
    ]);
    expect(objectErrors(deployment({ template: { spec: { containers: [] } } }))).to.deep.equal([
      "Deployment api: spec.selector: is required",
    ]);
    const store = { kind: "SecretsStore", name: "a" };
    const secret = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: { name: "a" } };
    expect(objectErrors({ ...secret, spec: { secretStoreRef: store } })).to.deep.equal([
      'ExternalSecret a: spec.secretStoreRef.kind: must be equal to one of the allowed values, found "SecretsStore"',
    ]);
    expect(objectErrors({ apiVersion: "v2", kind: "Pot", metadata: {} })).to.deep.equal([
      "v2/Pot: there is no schema of this kind",
    ]);
  });

  it("is not seen in what is secret or known only after deployment", () => {
    const unknown = { $unknown: true } as const;
    expect(
      objectErrors(deployment(pod({ image: unknown, ports: [{ containerPort: unknown }] }))),
    ).to.deep.equal([]);
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "a" } };
    expect(objectErrors({ ...secret, stringData: { $secret: true } })).to.deep.equal([]);
  });
});

function hasField(object: Values, path: string): boolean {
  let at: unknown = object;
  for (const step of path.split(".")) {
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  }
  return at !== undefined;
}
