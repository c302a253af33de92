import { nodeRule } from "./nodes.ts";

const SETTING = "disable-legacy-endpoints";

export const legacyMetadata = nodeRule({
  id: "gcp-gke-legacy-metadata",
  title: "Nodes have no legacy metadata endpoints",
  severity: "high",
  frameworks: { Trivy: ["GCP-0048"] },
  fix: 'set metadata["disable-legacy-endpoints"] to "true" wherever nodeConfig has metadata',
  why: "Legacy endpoints need no header: a request that an attacker makes a pod send returns the node's credentials.",
  *check({ label, config, kind }) {
    const metadata = config.at("metadata");
    // GKE disables them itself unless the program brings metadata of its own.
    if (kind !== "pool" || !metadata.exists()) {
      return;
    }
    const disabled = metadata.key(SETTING);
    if (!disabled.is("true")) {
      yield disabled.violation(`${label} have legacy metadata endpoints`);
    }
  },
});
