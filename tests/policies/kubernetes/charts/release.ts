import type { Node, Values } from "#graph/model";
import { resource } from "../../support/nodes.ts";

/** A release of a chart with these values. */
export function release(values: Values, chart = "oci://quay.io/jetstack/charts/cert-manager"): Node {
  return resource("kubernetes:helm.sh/v3:Release", { chart, version: "v1.21.2", values });
}
