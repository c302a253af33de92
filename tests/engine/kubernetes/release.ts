import { randomBytes } from "node:crypto";
import type { KubernetesApi } from "../cluster/api/client.ts";
import { type KubernetesObject, recordAt, referenceOf, textAt } from "../cluster/api/object.ts";
import {
  definitionsOfChart,
  install,
  removesDefinitions,
  rendersDefinitions,
} from "../cluster/definitions.ts";
import { ProviderError } from "../provider/failure.ts";
import {
  type CheckAnswer,
  type CheckRequest,
  type CreateRequest,
  changedKeys,
  type DeleteRequest,
  type DiffAnswer,
  type DiffRequest,
  type Existing,
  type ReadRequest,
  type UpdateRequest,
} from "../provider/provider.ts";
import { holdsUnknown, isPlain, revealRecord, type WireRecord } from "../provider/wire.ts";
import { without } from "./object/prune.ts";
import type { Session } from "./session.ts";

/*
 * Helm releases without Helm. Of a chart, only the definitions of custom resources are installed, and a record
 * that the release is there, where Helm keeps its own; the cluster plays the controllers of the charts that
 * are recorded. No template is rendered and no pod of a chart runs.
 */

export const RELEASE = "kubernetes:helm.sh/v3:Release";
/** Type of the Secrets that record releases. Source: Helm, storage driver. */
export const RECORD_TYPE = "helm.sh/release.v1";

/** Last part of a chart's name: `cert-manager` of `oci://quay.io/jetstack/charts/cert-manager`. */
function chartOf(inputs: WireRecord): string {
  return textAt(inputs, "chart").split("/").at(-1) ?? "";
}

export async function check({ name, olds, news, randomSeed }: CheckRequest): Promise<CheckAnswer> {
  const seed = randomSeed.length > 0 ? randomSeed : randomBytes(4);
  const generated = `${name}-${Buffer.from(seed).toString("hex").slice(0, 8)}`;
  return { inputs: { ...news, name: news["name"] ?? olds["name"] ?? generated } };
}

export async function diff({ oldInputs, news }: DiffRequest): Promise<DiffAnswer> {
  const diffs = changedKeys(revealRecord(oldInputs), revealRecord(news));
  const replaces = diffs.filter((key) => key === "name" || key === "namespace");
  return { diffs, replaces, deleteBeforeReplace: replaces.length > 0 };
}

export async function create({ api }: Session, request: CreateRequest): Promise<Existing> {
  const { inputs, preview } = request;
  if (preview) {
    return { id: "", outputs: inputs };
  }
  return deploy(api, inputs, 1);
}

export async function update({ api }: Session, request: UpdateRequest): Promise<Existing> {
  const { news, olds, preview } = request;
  if (preview) {
    return { id: request.id, outputs: news };
  }
  const revision = recordAt(olds, "status")["revision"];
  return deploy(api, news, (typeof revision === "number" ? revision : 0) + 1);
}

export async function read(
  { api }: Session,
  { id, inputs, outputs }: ReadRequest,
): Promise<(Existing & { readonly inputs: WireRecord }) | undefined> {
  const [namespace = "", name = ""] = id.split("/", 2);
  const record = await api.get({ apiVersion: "v1", kind: "Secret", namespace, name: recordName(name) });
  return record ? { id, inputs, outputs } : undefined;
}

export async function remove({ api }: Session, { olds }: DeleteRequest): Promise<void> {
  const chart = chartOf(olds);
  if (removesDefinitions(chart, recordAt(revealRecord(olds), "values"))) {
    await Promise.all(definitionsOfChart(chart).map((definition) => api.delete(referenceOf(definition))));
  }
  await api.delete(referenceOf(recordOf(revealRecord(without(olds, ["status"])), 0)));
}

async function deploy(api: KubernetesApi, inputs: WireRecord, revision: number): Promise<Existing> {
  if (holdsUnknown(inputs)) {
    throw new ProviderError("invalidArgument", "a release has values that are not known");
  }
  const plain = revealRecord(inputs);
  const chart = chartOf(plain);
  const [name, namespace] = [textAt(plain, "name"), textAt(plain, "namespace") || "default"];
  await api.apply(recordOf(plain, revision), { fieldManager: "helm", force: true });
  // A chart's own folder of definitions may be left out, its templates not.
  if (plain["skipCrds"] !== true || rendersDefinitions(chart)) {
    await install(api, definitionsOfChart(chart));
  }
  const status = { name, namespace, chart, version: plain["version"] ?? "", revision, status: "deployed" };
  return { id: `${namespace}/${name}`, outputs: { ...inputs, status } };
}

/** What stays in the cluster of a release. Its namespace has to be there. */
function recordOf(inputs: WireRecord, revision: number): KubernetesObject {
  const name = textAt(inputs, "name");
  const values = isPlain(inputs["values"]) ? inputs["values"] : {};
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: RECORD_TYPE,
    metadata: {
      name: recordName(name),
      namespace: textAt(inputs, "namespace") || "default",
      labels: { owner: "helm", name, status: "deployed", chart: chartOf(inputs) },
    },
    stringData: {
      release: JSON.stringify({
        name,
        chart: inputs["chart"] ?? "",
        version: inputs["version"] ?? "",
        revision,
        values,
      }),
    },
  };
}

function recordName(release: string): string {
  return `sh.helm.release.v1.${release}`;
}
