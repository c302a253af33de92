import type { PolicyResource } from "../../../context.ts";
import { type Outcome, separately } from "../../../property.ts";
import { nodeRule } from "./nodes.ts";

const SETTING = "insecureKubeletReadonlyPortEnabled";
/** Where a cluster sets it for pools that do not. */
const DEFAULTS = ["nodePoolDefaults.nodeConfigDefaults", "nodePoolAutoConfig.nodeKubeletConfig"];

export const kubeletPort = nodeRule({
  id: "gcp-gke-kubelet-port",
  title: "Nodes have no unauthenticated kubelet port",
  fix: 'set insecureKubeletReadonlyPortEnabled to "FALSE"',
  why: "Port 10255 tells every pod, without authentication, which pods run on the node, with their environment.",
  cluster,
  *check({ label, config, kind }) {
    const port = config.at("kubeletConfig").key(SETTING);
    if (kind === "pool" && port.is("TRUE")) {
      yield port.violation(`${label} answer anyone on the kubelet's read-only port`);
    }
  },
});

function cluster(resource: PolicyResource): Iterable<Outcome> {
  return separately(DEFAULTS, function* (path) {
    const port = resource.at(path).key(SETTING);
    if (port.is("TRUE")) {
      yield port.violation("new pools answer anyone on the kubelet's read-only port");
    }
  });
}
