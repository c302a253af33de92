import type { WireRecord } from "../../provider/wire.ts";
import { type Access, type Call, Connection } from "./connection.ts";
import { ApiError, isMissing, NoSuchKind } from "./error.ts";
import { groupPath, type Served, ServedKinds } from "./kinds.ts";
import {
  type Kind,
  type KubernetesObject,
  kindOf,
  listAt,
  namespaceOf,
  type Reference,
  referenceOf,
} from "./object.ts";
import { type ListOptions, queryOf, type WriteOptions, writeQuery } from "./query.ts";

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
  readonly #kinds = new ServedKinds((path) => this.call({ method: "GET", path }));

  constructor(access: Access) {
    this.#connection = new Connection(access);
  }

  /** Whether a path such as `/readyz` answers 200. */
  async answers(path: string): Promise<boolean> {
    const { code } = await this.#connection.send({ method: "GET", path }).catch(() => ({ code: 0 }));
    return code === 200;
  }

  /** How a kind is served; undefined when it is not. What was not served is asked for anew each time. */
  served(kind: Kind): Promise<Served | undefined> {
    return this.#kinds.served(kind);
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
}
