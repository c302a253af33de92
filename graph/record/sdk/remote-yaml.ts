import { activeRecorder } from "../recorder.ts";
import { callSites } from "../source.ts";
import { outputs } from "./sdk.ts";

/** The module of the Kubernetes SDK whose `ConfigFile` downloads a file that is named by a URL. */
const KUBERNETES_YAML = /[\\/]@pulumi[\\/]kubernetes[\\/]yaml[\\/]yaml\.js/;

/**
 * What a `yaml.ConfigFile` would download is unknown in a plan, which uses no network. A program's own downloads are not
 * touched.
 */
export function replaceDownloads(): void {
  const { fetch } = globalThis;
  const unknown = { ok: true, text: () => Promise.resolve(outputs.unknown) } as unknown as Response;
  globalThis.fetch = function download(...args: Parameters<typeof fetch>) {
    return activeRecorder.getStore() && KUBERNETES_YAML.test(callSites(download)[0]?.getFileName() ?? "")
      ? Promise.resolve(unknown)
      : fetch(...args);
  };
}
