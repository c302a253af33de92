import { type Graph, isRecord, type Node, type Value } from "#graph/model";
import { importFormat } from "./formats.ts";

/** Inputs besides the plan. */
export interface KnownIds {
  /** Id of the stack's Cloudflare zone. */
  readonly zoneId?: string | undefined;
  /** Ids of the entry points that the zone has, by phase. */
  readonly entryPoints?: ReadonlyMap<string, string> | undefined;
}

/** A resource's id in the provider's import format, or why there is none and what to do. */
export type Derived = { readonly id: string } | { readonly reason: string };

/** Inputs as text. */
const WORDS: Readonly<Record<string, string>> = {
  name: "a name with a random suffix",
  instance: "the instance's name",
  map: "the map's name",
  bucket: "the bucket's name",
  member: "the member that is granted the role",
};

const ACCOUNT = "gcp:serviceaccount/account:Account";
const RULESET = "cloudflare:index/ruleset:Ruleset";
const ZONE = "cloudflare:index/zone:Zone";

/** Works out the ids of a graph's resources from their inputs and from those of what they refer to. */
export class ImportIds {
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #known: KnownIds;

  constructor(graph: Graph, known: KnownIds) {
    this.#nodes = new Map(graph.nodes.map((node) => [node.urn, node]));
    this.#known = known;
  }

  of(node: Node): Derived {
    if (typeof node.read?.id === "string") {
      return { id: node.read.id };
    }
    const entryPoint = this.#entryPoint(node);
    if (entryPoint !== undefined) {
      return { id: entryPoint };
    }
    const format = importFormat(node.type);
    if (!format) {
      return { reason: `the documentation of ${node.type} gives its import format` };
    }
    if (format.id === undefined) {
      return { reason: format.read };
    }
    const missing: string[] = [];
    const id = format.id.replace(
      /\{(#?)([\w.]+)(\?|\|short)?\}/g,
      (_all, hash: string, path: string, how) => {
        const found = hash ? this.#idBehind(node, path) : this.#input(node, path);
        if (found === undefined && how !== "?") {
          missing.push(path);
          return `<${path}>`;
        }
        return how === "|short" ? shorten(found ?? "") : (found ?? "");
      },
    );
    if (missing.length > 0) {
      const what = missing.map((path) => WORDS[path] ?? path).join(" and ");
      const where = format.repeatable ? "" : `; the id to import is ${id}`;
      return {
        reason: missing[0] === "zoneId" ? format.read : `not in the plan: ${what}; ${format.read}${where}`,
      };
    }
    return { id: id.replace(/^\//, "") };
  }

  /** Id of a ruleset that the zone has in the same phase. */
  #entryPoint({ type, inputs }: Node): string | undefined {
    const { zoneId, entryPoints } = this.#known;
    const id =
      type === RULESET && inputs["kind"] === "zone"
        ? entryPoints?.get(text(inputs["phase"]) ?? "")
        : undefined;
    return id === undefined || zoneId === undefined ? undefined : `zones/${zoneId}/${id}`;
  }

  /** An input's text; what the resource leaves open is its provider's. */
  #input(node: Node, path: string): string | undefined {
    const own = text(at(node.inputs, path));
    if (own !== undefined) {
      return own;
    }
    switch (path) {
      case "project":
      case "region":
        return text(this.#nodes.get(node.provider ?? "")?.inputs[path]);
      case "member":
        return this.#accountBehind(node);
      case "zoneId":
        return node.type === ZONE ? this.#known.zoneId : undefined;
      default:
        return undefined;
    }
  }

  /** Id of the resource that an input comes from, if the input itself is unknown. */
  #idBehind(node: Node, input: string): string | undefined {
    const own = text(node.inputs[input]);
    const [from, ...others] = node.propertyDependencies[input] ?? [];
    const origin = from !== undefined && others.length === 0 ? this.#nodes.get(from) : undefined;
    if (own !== undefined || !origin) {
      return own;
    }
    const derived = this.of(origin);
    return "id" in derived ? derived.id : undefined;
  }

  /** A service account as IAM names it: its address follows from its name and project. */
  #accountBehind(node: Node): string | undefined {
    const [from, ...others] = node.propertyDependencies["member"] ?? [];
    const account = from !== undefined && others.length === 0 ? this.#nodes.get(from) : undefined;
    const derived = account?.type === ACCOUNT ? this.of(account) : undefined;
    return derived && "id" in derived ? `serviceAccount:${derived.id.split("/").at(-1)}` : undefined;
  }
}

/** `projects/p/locations/l/keyRings/r/cryptoKeys/k` as `p/l/r/k`. */
function shorten(id: string): string {
  return id
    .split("/")
    .filter((_part, index) => index % 2 === 1)
    .join("/");
}

function at(inputs: Value, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>((value, step) => (isRecord(value) ? value[step] : undefined), inputs);
}

function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
