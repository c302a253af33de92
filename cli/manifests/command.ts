import { resolve } from "node:path";
import { stringify } from "yaml";
import { loadStack } from "../load.ts";
import type { Terminal } from "../terminal.ts";
import { writeFolder } from "./files.ts";
import { type HelmRelease, type Manifest, type Manifests, manifestsOf } from "./manifests.ts";

export async function manifestsCommand(
  named: string | undefined,
  options: { readonly json?: boolean; readonly out?: string },
  terminal: Terminal,
): Promise<number> {
  const { graph } = await loadStack(named, terminal.folder);
  const manifests = manifestsOf(graph);
  if (options.out) {
    const folder = resolve(terminal.folder, options.out);
    const files = manifestFiles(manifests);
    writeFolder(folder, files);
    terminal.out(
      `${folder}: ${manifests.objects.length} Kubernetes objects, ${manifests.releases.length} Helm releases\n`,
    );
  } else if (options.json) {
    terminal.out(`${JSON.stringify(manifests, null, 2)}\n`);
  } else {
    terminal.out(manifestStream(manifests));
  }
  return 0;
}

/**
 * All objects as one YAML stream for `kubectl apply`. Helm releases stand at the end as comments: they are
 * installed by Helm, and the stream must hold objects only.
 */
export function manifestStream({ objects, releases }: Manifests): string {
  const documents = objects.map(({ object }) => `---\n${toYaml(object)}`);
  const comments = releases.map((release) => `---\n${releaseYaml(release).replace(/^(?=.)/gm, "# ")}`);
  return [...documents, ...comments].join("");
}

function manifestFiles({ objects, releases }: Manifests): Map<string, string> {
  const files = new Map<string, string>();
  for (const manifest of objects) {
    files.set(`objects/${fileName(manifest)}`, toYaml(manifest.object));
  }
  for (const release of releases) {
    files.set(`releases/${release.namespace ?? "default"}/${release.name}.yaml`, releaseYaml(release));
  }
  return files;
}

function fileName({ namespace, kind, name }: Manifest): string {
  return `${namespace ?? "cluster"}/${kind.toLowerCase()}-${name.replace(/[^a-zA-Z0-9.-]/g, "-")}.yaml`;
}

function releaseYaml({ name, namespace, chart, version, repository, values }: HelmRelease): string {
  return toYaml({ release: name, namespace, chart, version, repository, values });
}

function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: false });
}
