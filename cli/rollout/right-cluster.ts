import { UsageError } from "../shared/errors.ts";
import { ClusterError } from "./cluster/api.ts";
import type { OpenedCluster } from "./cluster/kubeconfig.ts";
import { EVIDENCE } from "./evidence.ts";
import type { ExpectedObject } from "./expected.ts";

/**
 * Refuses a cluster that has none of the stack's namespaces: it is another one, or nothing was deployed yet. Who may not
 * read namespaces is believed.
 *
 * @throws UsageError with cluster and context
 */
export async function assertRightCluster(
  { id, context, server, api }: OpenedCluster,
  objects: readonly ExpectedObject[],
): Promise<void> {
  const names = [
    ...new Set(objects.flatMap(({ cluster, namespace }) => (cluster === id && namespace ? [namespace] : []))),
  ].sort();
  if (names.length === 0) {
    return;
  }
  try {
    const found = await Promise.all(names.map((name) => api.get(EVIDENCE.namespace, undefined, name)));
    if (found.some((namespace) => namespace !== undefined)) {
      return;
    }
  } catch (error) {
    if (error instanceof ClusterError && error.status === 403) {
      return;
    }
    throw error;
  }
  throw new UsageError(
    `context "${context}" (${server}) has none of the stack's namespaces: ${names.join(", ")}\n` +
      `it is another cluster than ${id}, or the stack is not deployed; nothing was judged`,
  );
}
