import { resolve } from "node:path";
import type { Command, ExitCode } from "../command.ts";
import { parseDirectory, stackArgument } from "../shared/arguments.ts";
import { loadSystem } from "../shared/load.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { plural, toJson } from "../shared/terminal/text.ts";
import { writeFolder } from "./files.ts";
import { type HelmRelease, type Manifest, type Manifests, manifestsOf } from "./manifests.ts";
import { manifestPaths } from "./paths.ts";
import { toYaml } from "./yaml.ts";

interface ManifestsOptions extends ProgramOptions {
  readonly out?: string;
}

/** `strata manifests`: a stack's Kubernetes objects and Helm values, as one stream or a directory of files. */
export const manifestsCommand: Command<ManifestsOptions> = {
  name: "manifests",

  configure: (syntax) =>
    void stackArgument(syntax).option(
      "-o, --out <directory>",
      "write one file per object to a directory",
      parseDirectory,
    ),

  async run({ operands: [named], options }, terminal): Promise<ExitCode> {
    const { graph } = await loadSystem(named, terminal.folder, options);
    const manifests = manifestsOf(graph);
    if (options.out === undefined) {
      terminal.out(options.json ? toJson({ version: 1, ...manifests }) : manifestStream(manifests));
      return 0;
    }
    const directory = resolve(terminal.folder, options.out);
    const files = manifestFiles(manifests);
    writeFolder(directory, files);
    const { objects, releases } = manifests;
    terminal.out(
      options.json
        ? toJson({ version: 1, directory, files: [...files.keys()] })
        : `${directory}: ${plural(objects.length, "Kubernetes object")}, ${plural(releases.length, "Helm release")}\n`,
    );
    return 0;
  },
};

/**
 * All objects as one YAML stream for `kubectl apply`. Helm releases come last, as comments: Helm installs
 * them, and the stream must hold objects only. Where several stacks make them, a comment names the stack of each.
 */
export function manifestStream(manifests: Manifests): string {
  const several = hasSeveralStacks(manifests);
  const start = ({ stack }: Manifest | HelmRelease) => (several ? `---\n# stack ${stack}\n` : "---\n");
  const documents = manifests.objects.map((manifest) => `${start(manifest)}${toYaml(manifest.object)}`);
  const comments = manifests.releases.map(
    (release) => `${start(release)}${releaseYaml(release).replace(/^(?=.)/gm, "# ")}`,
  );
  return [...documents, ...comments].join("");
}

function hasSeveralStacks({ objects, releases }: Manifests): boolean {
  return new Set([...objects, ...releases].map(({ stack }) => stack)).size > 1;
}

/** One file per object and release, in a directory per stack if there are several. */
function manifestFiles(manifests: Manifests): Map<string, string> {
  const paths = manifestPaths(manifests, hasSeveralStacks(manifests));
  return new Map(
    [...paths].map(([path, item]) => [path, "object" in item ? toYaml(item.object) : releaseYaml(item)]),
  );
}

function releaseYaml({ name, namespace, chart, version, repository, values }: HelmRelease): string {
  return toYaml({ release: name, namespace, chart, version, repository, values });
}
