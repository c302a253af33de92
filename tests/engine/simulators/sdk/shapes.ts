import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { typesWithFacts } from "#models/provider-facts/facts";
import { ROOT } from "#tools/build/folders";
import { find, importFormats, type Properties, propertiesOf } from "./declarations.ts";

/** What an SDK declares of a resource. */
export interface ResourceShape {
  readonly inputs: Properties;
  /** All that the state holds, inputs among it. */
  readonly outputs: Properties;
  /** Such as `projects/{{project}}/locations/{{location}}/keyRings/{{name}}` or `<zone_id>/<dns_record_id>`. */
  readonly importFormats: readonly string[];
}

export interface PackageShapes {
  /** By type token. */
  readonly resources: Readonly<Record<string, ResourceShape>>;
  /** Records inside them, by name such as `container.ClusterDnsConfig`. */
  readonly records: Readonly<Record<string, Properties>>;
}

/** Of the kept files; one more whenever they are read differently. */
const FORMAT = 2;

const require = createRequire(import.meta.url);

/** Version of an installed SDK. */
export function sdkVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
  return version;
}

const read = new Map<string, PackageShapes>();

/**
 * What the installed SDK of a package declares of every type in the facts table. Reading Google's takes a second
 * or two; the result is kept in the project's cache folder under the package's version.
 */
export function shapesOf(name: string): PackageShapes {
  const shapes = read.get(name) ?? readShapes(name);
  read.set(name, shapes);
  return shapes;
}

function readShapes(name: string): PackageShapes {
  const types = typesWithFacts().filter((type) => type.startsWith(`${name}:`));
  const file = join(ROOT, ".cache", `sdk-shapes-${FORMAT}-${name}-${sdkVersion(name)}-${types.length}.json`);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    // Several providers may come here at once; each writes its own file whole and then gives it the name.
    const own = `${file}.${process.pid}`;
    writeFileSync(own, JSON.stringify(readPackage(name, types)));
    renameSync(own, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as PackageShapes;
}

function readPackage(name: string, types: readonly string[]): PackageShapes {
  const folder = dirname(require.resolve(`@pulumi/${name}/package.json`));
  const resources = Object.fromEntries(
    types.flatMap((type) => {
      const file = declarationFile(folder, type);
      return file ? [[type, readResource(file, type)]] : [];
    }),
  );
  const types_ = join(folder, "types", "input.d.ts");
  const declared = existsSync(types_) ? readRecords(readFileSync(types_, "utf8")) : {};
  return { resources, records: reachable(resources, declared) };
}

/** `gcp:projects/iAMMember:IAMMember` is declared in `projects/iammember.d.ts`: case is no guide. */
export function declarationFile(folder: string, type: string): string | undefined {
  const [, path = "", className] = type.split(":");
  const [module = "", file = ""] = path.split("/");
  const directory = module === "index" ? folder : join(folder, module);
  if (!existsSync(directory)) {
    return undefined;
  }
  const wanted = `${file}.d.ts`.toLowerCase();
  const found = readdirSync(directory).find(
    (entry) =>
      entry.toLowerCase() === wanted &&
      readFileSync(join(directory, entry), "utf8").includes(`class ${className} `),
  );
  return found && join(directory, found);
}

function readResource(file: string, type: string): ResourceShape {
  const className = type.split(":")[2] ?? "";
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const args = find(lines, `export interface ${className}Args {`);
  const outputs = find(lines, `export declare class ${className} extends`);
  return {
    inputs: args < 0 ? {} : propertiesOf(lines, args),
    outputs: propertiesOf(lines, outputs),
    importFormats: importFormats(text),
  };
}

function readRecords(text: string): Record<string, Properties> {
  const lines = text.split("\n");
  const records: Record<string, Properties> = {};
  let namespace = "";
  lines.forEach((line, at) => {
    const [, opened] = /^export declare namespace (\w+) \{$/.exec(line) ?? [];
    if (opened) {
      namespace = `${opened}.`;
    } else if (line === "}") {
      namespace = "";
    }
    const [, name] = /^ *(?:export )?interface (\w+) \{$/.exec(line) ?? [];
    if (name) {
      records[`${namespace}${name}`] = propertiesOf(lines, at);
    }
  });
  return records;
}

/** The records that the resources' inputs lead to. */
function reachable(
  resources: Readonly<Record<string, ResourceShape>>,
  declared: Readonly<Record<string, Properties>>,
): Record<string, Properties> {
  const found: Record<string, Properties> = {};
  const visit = (properties: Properties): void => {
    for (const { shape } of Object.values(properties)) {
      const name = shape.replaceAll(/\[\]|\{\}/g, "");
      const record = declared[name];
      if (record && !found[name]) {
        found[name] = record;
        visit(record);
      }
    }
  };
  Object.values(resources).forEach(({ inputs }) => {
    visit(inputs);
  });
  return found;
}
