import { existsSync, readFileSync } from "node:fs";
import { definitionsOf, PROJECT } from "#tools/build/folders";
import type { KubernetesApi } from "./api/client.ts";
import { isTrue, type KubernetesObject, nameOf } from "./api/object.ts";

/** Where a chart keeps its definitions, which decides what becomes of them when its release is removed. */
type Place = "templates" | "templates, kept" | "crds folder";

const CHARTS: Readonly<Record<string, Place>> = {
  "cert-manager": "templates, kept",
  "external-secrets": "templates",
  "kube-prometheus-stack": "crds folder",
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

/** Whether Helm removes the definitions with the release. */
export function removesDefinitions(chart: string): boolean {
  return CHARTS[chart] === "templates";
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
