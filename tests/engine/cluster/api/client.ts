import type { Wire, WireRecord } from "../../provider/wire.ts";
import { type Access, type Call, Connection } from "./connection.ts";
import { ApiError, isMissing, NoSuchKind } from "./error.ts";
import { type KubernetesObject, listAt, nameOf, namespaceOf, textAt } from "./object.ts";

/** A kind of object, as it is written in every object. */
export interface Kind {
  /** Such as `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** One object. The namespace is empty for what lies in none. */
export interface Reference extends Kind {
  readonly name: string;
  readonly namespace?: string;
}

/** How the API serves a kind. */
export interface Served {
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface WriteOptions {
  /** Checks and answers, but keeps nothing. Default false. */
  readonly dryRun?: boolean;
  /** Who owns the fields that are written. */
  readonly fieldManager: string;
  /** Takes fields that others own. Default false. */
  readonly force?: boolean;
}

export interface ListOptions {
  /** Default: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "ERROR";
  readonly object: KubernetesObject;
}

const APPLY = "application/apply-patch+yaml";
const MERGE = "application/merge-patch+json";
const JSON_PATCH = "application/json-patch+json";

/** The Kubernetes API of one cluster. What the server refuses is thrown as {@link ApiError}. */
export class KubernetesApi {
  readonly #connection: Connection;
  readonly #served = new Map<string, Promise<ReadonlyMap<string, Served>>>();

  constructor(access: Access) {
    this.#connection = new Connection(access);
  }

  /** Whether a path such as `/readyz` answers 200. */
  async answers(path: string): Promise<boolean> {
    const { code } = await this.#connection.send({ method: "GET", path }).catch(() => ({ code: 0 }));
    return code === 200;
  }

  /** How a kind is served; undefined when it is not. What was not served is asked for anew each time. */
  async served({ apiVersion, kind }: Kind): Promise<Served | undefined> {
    const known = (await this.#kindsOf(apiVersion)).get(kind);
    if (known) {
      return known;
    }
    this.#served.delete(apiVersion);
    return (await this.#kindsOf(apiVersion)).get(kind);
  }

  /** The object, or undefined when there is none. */
  async get(reference: Reference): Promise<KubernetesObject | undefined> {
    try {
      return await this.call({ method: "GET", path: await this.pathOf(reference) });
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** The object. @throws ApiError when there is none */
  async read(reference: Reference): Promise<KubernetesObject> {
    return this.call({ method: "GET", path: await this.pathOf(reference) });
  }

  async list(kind: Kind, options: ListOptions = {}): Promise<readonly KubernetesObject[]> {
    const path = `${await this.#folderOf(kind, options.namespace)}${queryOf(options)}`;
    const found = await this.call({ method: "GET", path });
    return listAt(found, "items") as readonly KubernetesObject[];
  }

  /** Creates an object; unknown and doubled fields are refused. */
  async create(object: KubernetesObject, options: WriteOptions): Promise<KubernetesObject> {
    const folder = await this.#folderOf(kindOf(object), namespaceOf(object), "default");
    return this.call({ method: "POST", path: `${folder}${writeQuery(options)}`, body: object });
  }

  /** Applies an object on the server: makes it, or changes the fields that the manager owns. */
  async apply(object: KubernetesObject, options: WriteOptions): Promise<KubernetesObject> {
    const path = `${await this.pathOf(referenceOf(object))}${writeQuery(options, true)}`;
    return this.call({ method: "PATCH", path, body: object, contentType: APPLY });
  }

  async replace(object: KubernetesObject, options: WriteOptions): Promise<KubernetesObject> {
    const path = `${await this.pathOf(referenceOf(object))}${writeQuery(options)}`;
    return this.call({ method: "PUT", path, body: object });
  }

  /**
   * Merges members into an object, as `kubectl patch --type merge` does.
   *
   * @param subresource such as `scale` or `status`. Default none
   */
  async merge(
    reference: Reference,
    change: WireRecord,
    fieldManager: string,
    subresource?: string,
  ): Promise<KubernetesObject> {
    const path = `${await this.pathOf(reference, subresource)}${writeQuery({ fieldManager })}`;
    return this.call({ method: "PATCH", path, body: change, contentType: MERGE });
  }

  /** Applies a JSON patch. */
  async patch(
    reference: Reference,
    operations: readonly WireRecord[],
    fieldManager: string,
  ): Promise<KubernetesObject> {
    const path = `${await this.pathOf(reference)}${writeQuery({ fieldManager })}`;
    return this.call({ method: "PATCH", path, body: operations, contentType: JSON_PATCH });
  }

  /** Asks for an object's deletion; undefined when there is none. */
  async delete(
    reference: Reference,
    propagationPolicy: "Foreground" | "Background" | "Orphan" = "Background",
  ): Promise<KubernetesObject | undefined> {
    try {
      const path = await this.pathOf(reference);
      return await this.call({ method: "DELETE", path, body: { propagationPolicy } });
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Objects as they are, as ADDED, then their changes, until the signal ends it or the server does.
   *
   * @param since version after which changes are asked for, instead of the objects as they are
   */
  async *watch(
    kind: Kind,
    options: ListOptions,
    signal: AbortSignal,
    since?: string,
  ): AsyncGenerator<WatchEvent> {
    const folder = await this.#folderOf(kind, options.namespace);
    const more = { watch: "true", ...(since ? { resourceVersion: since } : {}) };
    const path = `${folder}${queryOf(options, more)}`;
    try {
      const response = await this.#connection.open({ method: "GET", path, signal });
      if (response.statusCode !== 200) {
        response.resume();
        throw new ApiError(response.statusCode ?? 0, { message: `a watch of ${path} was refused` });
      }
      let rest = "";
      for await (const part of response.setEncoding("utf8")) {
        const lines = `${rest}${part}`.split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          const event: WatchEvent = JSON.parse(line);
          if (event.type === "ERROR") {
            throw new ApiError(410, event.object);
          }
          yield event;
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** The path of an object. @throws NoSuchKind */
  async pathOf(reference: Reference, subresource?: string): Promise<string> {
    const folder = await this.#folderOf(reference, reference.namespace, "default");
    return `${folder}/${encodeURIComponent(reference.name)}${subresource ? `/${subresource}` : ""}`;
  }

  /** Any request that is answered with JSON. */
  async call(call: Call): Promise<KubernetesObject> {
    const { code, text } = await this.#connection.send(call);
    const body: KubernetesObject = text.startsWith("{") ? JSON.parse(text) : { message: text };
    if (code >= 400) {
      throw new ApiError(code, body);
    }
    return body;
  }

  close(): void {
    this.#connection.close();
  }

  /** @param otherwise namespace where none is given. Default: all of them */
  async #folderOf(kind: Kind, given: string | undefined, otherwise = ""): Promise<string> {
    const served = await this.served(kind);
    if (!served) {
      throw new NoSuchKind(kind.apiVersion, kind.kind);
    }
    const namespace = given || otherwise;
    const inside = served.namespaced && namespace ? `/namespaces/${namespace}` : "";
    return `${groupPath(kind.apiVersion)}${inside}/${served.plural}`;
  }

  #kindsOf(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    const known = this.#served.get(apiVersion) ?? this.#discover(apiVersion);
    this.#served.set(apiVersion, known);
    return known;
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    try {
      const found = await this.call({ method: "GET", path: groupPath(apiVersion) });
      const resources = listAt(found, "resources").filter((each) => !textAt(each, "name").includes("/"));
      return new Map(
        resources.map((each) => [
          textAt(each, "kind"),
          { plural: textAt(each, "name"), namespaced: (each as WireRecord)["namespaced"] === true },
        ]),
      );
    } catch (error) {
      this.#served.delete(apiVersion);
      if (error instanceof ApiError && error.code === 404) {
        return new Map();
      }
      throw error;
    }
  }
}

export function kindOf(object: KubernetesObject): Kind {
  return { apiVersion: textAt(object, "apiVersion"), kind: textAt(object, "kind") };
}

export function referenceOf(object: KubernetesObject): Reference {
  return { ...kindOf(object), name: nameOf(object), namespace: namespaceOf(object) };
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function writeQuery({ dryRun = false, fieldManager, force = false }: WriteOptions, apply = false): string {
  return queryOf(
    {},
    {
      fieldManager,
      fieldValidation: "Strict",
      ...(dryRun ? { dryRun: "All" } : {}),
      ...(apply ? { force: String(force) } : {}),
    },
  );
}

function queryOf(
  { labelSelector, fieldSelector }: ListOptions,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...(labelSelector ? { labelSelector } : {}),
    ...(fieldSelector ? { fieldSelector } : {}),
  });
  return query.size > 0 ? `?${query.toString()}` : "";
}

/** Whether two JSON values are equal, whatever the order of members. */
export function equal(left: Wire | undefined, right: Wire | undefined): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: Wire | undefined): string {
  return JSON.stringify(value, (_key, inside: Wire) =>
    typeof inside === "object" && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );
}
