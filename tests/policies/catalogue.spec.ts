import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { DEFINITIONS, NGINX_API_VERSION } from "#components/ingress/nginx/definitions/definitions";
import { frameworkLabels } from "#policies/frameworks";
import type { Rule } from "#policies/rule";
import { RULES, SUBJECTS } from "#policies/rules";

const ROOT = join(import.meta.dirname, "../..");
/** Types that no SDK has: the project defines them itself, or operators bring them. */
const CUSTOM_RESOURCES = new Set([
  ...DEFINITIONS.map(({ kind }) => `kubernetes:${NGINX_API_VERSION}:${kind}`),
  "pulumi:pulumi:Stack",
  "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler",
  "kubernetes:cert-manager.io/v1:Certificate",
  "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy",
  "kubernetes:cilium.io/v2:CiliumNetworkPolicy",
  "kubernetes:external-secrets.io/v1:ExternalSecret",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
  "kubernetes:monitoring.coreos.com/v1:PodMonitor",
  "kubernetes:keda.sh/v1alpha1:ScaledObject",
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
  "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig",
  "kubernetes:monitoring.googleapis.com/v1:ClusterRules",
  "kubernetes:monitoring.googleapis.com/v1:GlobalRules",
  "kubernetes:monitoring.googleapis.com/v1:Rules",
]);

/** Rules by the file that holds them: one each, or a table of rules over one property. */
async function rulesOnDisk(): Promise<Map<string, readonly Rule[]>> {
  const found = new Map<string, readonly Rule[]>();
  for (const file of globSync(`policies/{${SUBJECTS.join(",")}}/**/*.ts`, { cwd: ROOT }).sort()) {
    const module: Record<string, unknown> = await import(join(ROOT, file));
    const held = Object.values(module);
    const single = held.filter(isRule);
    const tables = TABLE.test(file) ? held.filter((value) => Array.isArray(value)) : [];
    expect(single.length + tables.length, `${file} holds one rule or one table`).to.be.lessThan(2);
    const rules = [...single, ...tables.flat().filter(isRule)];
    if (rules.length > 0) {
      found.set(file, rules);
    }
  }
  return found;
}

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "evaluate" in value;
}

/** Files with a table of rules. */
const TABLE = /(property|setting)-rules\.ts$/;

describe("the catalogue of rules", () => {
  it("has every rule that a file holds, once", async () => {
    const ids = [...(await rulesOnDisk()).values()]
      .flat()
      .map(({ id }) => id)
      .sort();
    expect(RULES.map(({ id }) => id).sort()).to.deep.equal(ids);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("has a spec beside each rule, and an id that starts with its subject", async () => {
    for (const [file, rules] of await rulesOnDisk()) {
      expect(existsSync(join(ROOT, "tests", file.replace(/\.ts$/, ".spec.ts"))), `spec of ${file}`).to.equal(
        true,
      );
      for (const { id } of rules) {
        expect(id).to.match(new RegExp(`^${file.split("/")[1]}-[a-z0-9-]+$`));
      }
    }
  });

  for (const rule of RULES) {
    it(`${rule.id} says what holds, how to mend it and why`, () => {
      expect(rule.title).to.match(/^[A-Z].{10,90}[^.]$/);
      expect(rule.fix).to.match(/^[a-z].{10,}[^.]$/);
      expect(rule.why).to.match(/^[A-Z].{20,}\.$/);
      const labels = frameworkLabels(rule.frameworks);
      expect(new Set(labels).size).to.equal(labels.length);
    });

    it(`${rule.id} looks at types that exist`, () => {
      for (const token of rule.appliesTo === "every resource" ? [] : rule.appliesTo) {
        if (!CUSTOM_RESOURCES.has(token)) {
          expect(moduleOf(token), token).to.include(`'${token}'`);
        }
      }
    });
  }
});

/** Source of the SDK's module that defines a type. */
function moduleOf(token: string): string {
  const [kind = "", path = "", name = ""] = token.split(":");
  if (kind === "strata") {
    const file = name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    return globSync(`components/**/${file}.ts`, { cwd: ROOT }).length > 0 ? `'${token}'` : "";
  }
  const folder = path
    .replace(/\.k8s\.io(?=\/)|\.sh(?=\/)|\.authorization(?=\.k8s|\/)/g, "")
    .replace(/^index\/.*|\/[a-z]\w*$/, (end) => (kind === "kubernetes" ? end : ""));
  const base = join(ROOT, "node_modules/@pulumi", kind, folder);
  return globSync("*.js", { cwd: base })
    .filter((file) => file.toLowerCase() === `${name.toLowerCase()}.js`)
    .map((file) => readFileSync(join(base, file), "utf8"))
    .join();
}
