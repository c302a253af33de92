/** Which tests need a tool: `engine` runs the Pulumi CLI. */
export const GROUPS = ["engine"] as const;

export type Group = (typeof GROUPS)[number];

/** An executable that is built from a pinned Go module. */
export interface Tool {
  /** Name of the executable. */
  readonly name: string;
  readonly group: Group;
  /** Folder below `tools/` whose go.mod and go.sum pin it. */
  readonly folder: string;
  /** The main package; its module's version in go.mod is the tool's version. */
  readonly package: string;
  /** Build tags. Default none. */
  readonly tags?: readonly string[];
  /** Go variable that the tool prints as its version. Default: it prints none. */
  readonly versionVariable?: string;
}

/** Every tool, slowest first, so that the long builds start at once. */
export const TOOLS: readonly Tool[] = [
  {
    name: "pulumi",
    group: "engine",
    folder: "pulumi-cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    tags: ["osusergo", "grpcnotrace"],
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  },
  {
    // The last release of the language host that lies in a served Go module; it runs programs on newer SDKs.
    name: "pulumi-language-nodejs",
    group: "engine",
    folder: "pulumi-language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
  },
];

export function isGroup(name: string): name is Group {
  return GROUPS.some((group) => group === name);
}
