import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { UsageError } from "../../shared/errors.ts";
import type { ClusterApi } from "./api.ts";
import { KubernetesClient } from "./client.ts";

/** A cluster of the plan, with the context by which it is read. */
export interface OpenedCluster {
  /** Id of the cluster in the graph, such as `gke:<project>/<location>/<name>`. */
  readonly id: string;
  readonly context: string;
  readonly server: string;
  readonly api: ClusterApi;
}

/**
 * Opens each cluster of a plan with a context of a kubeconfig: the one that is named for it, the one that gcloud made
 * for it, or, when the plan has one cluster, the current one.
 *
 * @param contexts values of `--context`: `<context>`, or `<cluster>=<context>` with a cluster's id or the last part of it
 * @throws UsageError without a kubeconfig or a context, and for a context that is another cluster's
 */
export async function openClusters(
  ids: readonly string[],
  contexts: readonly string[],
  kubeconfig: string | undefined,
  folder: string,
): Promise<readonly OpenedCluster[]> {
  // Loaded here: the library takes a second, which no other command spends.
  const { KubeConfig } = await import("@kubernetes/client-node");
  const load = () => {
    const config = new KubeConfig();
    readInto(config, kubeconfig, folder);
    return config;
  };
  const known = load();
  const chosen = chooseContexts(ids, contexts, {
    names: known.getContexts().map(({ name }) => name),
    current: known.getCurrentContext(),
  });
  return [...chosen].map(([id, context]) => {
    const config = load();
    config.setCurrentContext(context);
    const server = config.getCurrentCluster()?.server;
    if (!server) {
      throw new UsageError(`kubeconfig  context "${context}" names no cluster with a server`);
    }
    return { id, context, server, api: new KubernetesClient(config) };
  });
}

function readInto(config: KubeConfig, file: string | undefined, folder: string): void {
  const path = file === undefined ? undefined : resolve(folder, file);
  if (path !== undefined && !existsSync(path)) {
    throw new UsageError(`--kubeconfig  ${file} does not exist`);
  }
  try {
    if (path === undefined) {
      config.loadFromDefault();
    } else {
      config.loadFromFile(path);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UsageError(`${file ?? "kubeconfig"}  cannot be read: ${message}`);
  }
}

/** The contexts of a kubeconfig. */
export interface Contexts {
  readonly names: readonly string[];
  /** Empty without one. */
  readonly current: string;
}

/** The context of each cluster. @throws UsageError when one cannot be told, or belongs to another cluster */
export function chooseContexts(
  ids: readonly string[],
  given: readonly string[],
  { names, current }: Contexts,
): ReadonlyMap<string, string> {
  const named = parseContexts(ids, given);
  return new Map(
    ids.map((id) => {
      const own = gcloudContext(id);
      const context =
        named.get(id) ?? names.find((name) => name === own) ?? (ids.length === 1 ? current : undefined);
      if (!context) {
        throw new UsageError(
          ids.length === 1
            ? "kubeconfig  no current context; name one with --context"
            : `cluster ${id} has no context; name one for each cluster: ${ids.map((each) => `--context ${shortName(each)}=<context>`).join(" ")}`,
        );
      }
      if (!names.includes(context)) {
        throw new UsageError(
          `kubeconfig  no context is named "${context}"; there are ${names.join(", ") || "none"}`,
        );
      }
      if (own !== undefined && context.startsWith("gke_") && context !== own) {
        throw new UsageError(`context "${context}" is another cluster than ${id}; nothing was judged`);
      }
      return [id, context] as const;
    }),
  );
}

function parseContexts(ids: readonly string[], given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((text) => {
      const [, cluster, context] = /^(.+?)=(.+)$/.exec(text) ?? [];
      const [only, another] = ids;
      if (cluster === undefined || context === undefined) {
        if (only === undefined || another !== undefined) {
          throw new UsageError(
            `--context  found "${text}", expected <cluster>=<context> for each of ${ids.join(", ")}`,
          );
        }
        return [only, text] as const;
      }
      const [id, ambiguous] = ids.filter((each) => each === cluster || shortName(each) === cluster);
      if (id === undefined || ambiguous !== undefined) {
        throw new UsageError(`--context  no single cluster is "${cluster}"; there are ${ids.join(", ")}`);
      }
      return [id, context] as const;
    }),
  );
}

/** `howlerops` of `gke:project/us-central1/howlerops`. */
function shortName(id: string): string {
  return id.split(/[/:]/).at(-1) ?? id;
}

/** The context that `gcloud container clusters get-credentials` makes; undefined for other clusters. */
function gcloudContext(id: string): string | undefined {
  const [, project, location, name] = /^gke:([^/]+)\/([^/]+)\/([^/]+)$/.exec(id) ?? [];
  return project === undefined ? undefined : `gke_${project}_${location}_${name}`;
}
