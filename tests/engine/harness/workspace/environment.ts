import { delimiter, join } from "node:path";
import { NODE_BIN, PROJECT } from "#tools/build/folders";

/**
 * The environment of a workspace's CLI: nothing of the user's own login, plugins or configuration is seen or touched.
 *
 * @param root the workspace's folder
 * @param plugins folder of its providers
 */
export function environment(root: string, plugins: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|CLOUDFLARE|GOOGLE|KUBE)/.test(name));
  return {
    ...Object.fromEntries(own),
    HOME: join(root, "home"),
    // A killed language host leaves its pipes there: they go with the workspace.
    TMPDIR: join(root, "tmp"),
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Memory for time: the CLI collects its garbage less often.
    GOGC: "400",
    PATH: [PROJECT.bin, plugins, NODE_BIN, process.env["PATH"]].join(delimiter),
  };
}
