import { HELM_RELEASE } from "#graph/kubernetes-types";
import { type Graph, isRecord, isUnknown, type Node, type Value } from "#graph/model";
import { indexGraph } from "#graph/query";
import { stackOf } from "#graph/stacks";
import { recordedChart } from "#models/charts/charts";
import { chartWorkloads } from "#models/charts/workloads";
import { type ImageReference, parseReference } from "./reference.ts";

/** A container that runs an image. */
export interface ImageUser {
  readonly stack: string;
  /** Components and the resource, such as `api/api`. */
  readonly component: string;
  /** Kind of the resource, such as "Deployment", or the chart that makes the pods. */
  readonly kind: string;
  readonly container: string;
}

/** An image that a stack runs, and who uses it. */
export interface UsedImage extends ImageReference {
  readonly usedBy: readonly ImageUser[];
}

/** What runs an image that a plan does not tell, and why not. */
export interface UnknownImage extends ImageUser {
  readonly reason: string;
}

export interface Images {
  /** By registry, repository, tag and digest. */
  readonly images: readonly UsedImage[];
  readonly unknown: readonly UnknownImage[];
}

type Found = KnownUse | { readonly user: ImageUser; readonly reason: string };

interface KnownUse {
  readonly user: ImageUser;
  readonly image: ImageReference;
}

/** All images of graphs: of pods, of Cloud Run, and of the charts that are recorded. */
export function imagesOf(graphs: readonly Graph[]): Images {
  const found = graphs.flatMap(imagesIn);
  const known = found.filter((use): use is KnownUse => "image" in use);
  const byReference = Map.groupBy(known, ({ image }) => keyOf(image));
  const images = [...byReference.values()].map((uses): UsedImage => {
    const { registry, repository, tag, digest } = uses[0]?.image ?? parseReference("");
    return { registry, repository, tag, digest, usedBy: uses.map(({ user }) => user) };
  });
  return {
    images: images.sort((a, b) => compare(keyOf(a), keyOf(b))),
    unknown: found.flatMap((use) => ("reason" in use ? [{ ...use.user, reason: use.reason }] : [])),
  };
}

function imagesIn(graph: Graph): Found[] {
  const query = indexGraph(graph);
  return graph.nodes.flatMap((node) => {
    if (!node.custom || node.read) {
      return [];
    }
    const component = [query.componentPath(node), node.name].filter(Boolean).join("/");
    const user = { stack: stackOf(node.urn).stack, component };
    return node.type === HELM_RELEASE ? ofRelease(node, user) : ofPods(node, user);
  });
}

/** Where the templates of pods are, by the end of a type; of others in `spec.template.spec`. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  "gcp:cloudrunv2/service:Service": ["template"],
  "gcp:cloudrunv2/job:Job": ["template", "template"],
};

function ofPods(node: Node, user: Pick<ImageUser, "stack" | "component">): Found[] {
  const kind = node.type.slice(node.type.lastIndexOf(":") + 1);
  const path = TEMPLATES[node.type] ?? TEMPLATES[kind] ?? ["spec", "template", "spec"];
  const pod = path.reduce<Value | undefined>(
    (value, key) => (isRecord(value) ? value[key] : undefined),
    node.inputs,
  );
  if (!isRecord(pod)) {
    return [];
  }
  return ["initContainers", "containers", "ephemeralContainers"].flatMap((list) =>
    (Array.isArray(pod[list]) ? pod[list] : []).flatMap((container: Value): Found[] => {
      if (!isRecord(container) || isUnknown(container) || !("image" in container)) {
        return [];
      }
      const { name, image } = container;
      const runs = { ...user, kind, container: typeof name === "string" ? name : "" };
      return typeof image === "string"
        ? [{ user: runs, image: parseReference(image) }]
        : [{ user: runs, reason: "known after apply" }];
    }),
  );
}

function ofRelease({ inputs }: Node, user: Pick<ImageUser, "stack" | "component">): Found[] {
  const chart = typeof inputs["chart"] === "string" ? inputs["chart"] : "";
  const version = typeof inputs["version"] === "string" ? inputs["version"] : undefined;
  const record = recordedChart(chart);
  const kind = `chart ${chart.slice(chart.lastIndexOf("/") + 1)}`;
  if (!record) {
    return [{ user: { ...user, kind, container: "" }, reason: "the chart is not recorded" }];
  }
  const workloads = chartWorkloads(record, version, inputs["values"] ?? {});
  return workloads.flatMap(({ name, containers }) =>
    containers.map(({ name: container, image }): Found => {
      const runs = { ...user, kind, container: `${name}/${container}` };
      return image.tag === undefined && image.digest === undefined
        ? {
            user: runs,
            reason: `${image.registry}/${image.repository}, tag of chart version ${version ?? "latest"} not recorded (${record.version} is)`,
          }
        : { user: runs, image };
    }),
  );
}

function keyOf({ registry, repository, tag = "", digest = "" }: ImageReference): string {
  return `${registry}/${repository}:${tag}@${digest}`;
}

/** By code unit, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
