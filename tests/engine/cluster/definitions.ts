import { existsSync, readFileSync } from "node:fs";
import { definitionsOf, PROJECT } from "#tools/build/folders";
import type { WireRecord } from "../provider/wire.ts";
import type { KubernetesApi } from "./api/client.ts";
import { isTrue, type KubernetesObject, nameOf, recordAt, textAt } from "./api/object.ts";

/** Where a chart keeps its definitions, which decides what becomes of them when its release is removed. */
interface Place {
  readonly templates: boolean;
  /** Whether the values tell Helm to keep them. */
  readonly kept: (values: WireRecord) => boolean;
}

const CHARTS: Readonly<Record<string, Place>> = {
  "cert-manager": { templates: true, kept: (values) => recordAt(values, "crds")["keep"] !== false },
  "external-secrets": {
    templates: true,
    kept: (values) => textAt(values, "crds", "annotations", "helm.sh/resource-policy") === "keep",
  },
  "kube-prometheus-stack": { templates: false, kept: () => true },
};

/** Definitions of custom resources that a chart brings; none for charts that bring none. */
export function definitionsOfChart(chart: string): readonly KubernetesObject[] {
  if (CHARTS[chart] === undefined) {
    return [];
  }
  const file = definitionsOf(chart, PROJECT);
  if (!existsSync(file)) {
    throw new Error(`the definitions of ${chart} are not there; run \`npm run tools\` first`);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Whether the definitions are templates of the chart, which no release leaves out. */
export function rendersDefinitions(chart: string): boolean {
  return CHARTS[chart]?.templates === true;
}

/** Whether Helm removes the definitions with a release that has these values. */
export function removesDefinitions(chart: string, values: WireRecord): boolean {
  return rendersDefinitions(chart) && CHARTS[chart]?.kept(values) === false;
}

/** Installs definitions and waits until their kinds are served. */
export async function install(api: KubernetesApi, definitions: readonly KubernetesObject[]): Promise<void> {
  await Promise.all(
    definitions.map(async (definition) => {
      await api.apply(definition, { fieldManager: "helm", force: true });
      const stop = new AbortController();
      const options = { fieldSelector: `metadata.name=${nameOf(definition)}` };
      for await (const { object } of api.watch(DEFINITION, options, stop.signal)) {
        if (isTrue(object, "Established")) {
          stop.abort();
          return;
        }
      }
    }),
  );
}

const DEFINITION = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
