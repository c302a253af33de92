import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { isRecord, type Value } from "#graph/model";
import { type ClusterApi, ClusterError, type Kind, type Selection, UnservedKind } from "./api.ts";
import { type LiveObject, listAt, textAt } from "./live.ts";

/** How a kind is addressed. */
interface Served {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Seconds after which an unanswered request counts as failed. */
const REQUEST_SECONDS = 30;

/** Reads a cluster with the current context of a kubeconfig, whose library also runs credential plugins. */
export class KubernetesClient implements ClusterApi {
  readonly #config: KubeConfig;
  readonly #server: string;
  readonly #groups = new Map<string, Promise<ReadonlyMap<string, Served>>>();

  constructor(config: KubeConfig) {
    this.#config = config;
    this.#server = config.getCurrentCluster()?.server.replace(/\/$/, "") ?? "";
  }

  async get(kind: Kind, namespace: string | undefined, name: string): Promise<LiveObject | undefined> {
    const path = `${await this.#collection(kind, namespace ?? "default")}/${encodeURIComponent(name)}`;
    const { status, body } = await this.#read(path);
    return status === 404 ? undefined : this.#accept(status, body, `get ${kind.kind} ${name}`);
  }

  async list(kind: Kind, { namespace, ...selectors }: Selection): Promise<readonly LiveObject[]> {
    const query = new URLSearchParams(selectors).toString();
    const path = `${await this.#collection(kind, namespace)}${query ? `?${query}` : ""}`;
    const { status, body } = await this.#read(path);
    const list = this.#accept(status, body, `list ${kind.kind}`);
    return listAt(list, "items").filter(isRecord);
  }

  async #collection(kind: Kind, namespace: string | undefined): Promise<string> {
    const served = (await this.#kindsOf(kind.apiVersion)).get(kind.kind);
    if (!served) {
      throw new UnservedKind(kind);
    }
    const inside = served.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    return `${groupPath(kind.apiVersion)}${inside}/${served.plural}`;
  }

  /** A group that is not served yet is looked up again: its definitions may be on their way. */
  async #kindsOf(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    const kinds = this.#groups.get(apiVersion) ?? this.#discover(apiVersion);
    this.#groups.set(apiVersion, kinds);
    try {
      const found = await kinds;
      if (found.size === 0) {
        this.#groups.delete(apiVersion);
      }
      return found;
    } catch (error) {
      this.#groups.delete(apiVersion);
      throw error;
    }
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    const { status, body } = await this.#read(groupPath(apiVersion));
    if (status === 404) {
      return new Map();
    }
    const resources = listAt(this.#accept(status, body, `list the kinds of ${apiVersion}`), "resources");
    return new Map(
      resources
        .filter(isRecord)
        .filter((resource) => !textAt(resource, "name").includes("/"))
        .map((resource) => [
          textAt(resource, "kind"),
          { plural: textAt(resource, "name"), namespaced: resource["namespaced"] === true },
        ]),
    );
  }

  #accept(status: number, body: Value, action: string): LiveObject {
    if (status < 400 && isRecord(body)) {
      return body;
    }
    const said = textAt(body, "message") || `HTTP ${status}`;
    if (status === 401) {
      throw new ClusterError(`${this.#server} does not accept the credentials: ${said}`, status);
    }
    if (status === 403) {
      throw new ClusterError(`no permission to ${action}: ${said}`, status);
    }
    throw new ClusterError(`${this.#server} could not ${action}: ${said}`, status);
  }

  async #read(path: string): Promise<{ readonly status: number; readonly body: Value }> {
    const options: RequestOptions = {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
    };
    let response: IncomingMessage;
    let text = "";
    try {
      await this.#config.applyToHTTPSOptions(options);
      // Plain HTTP is for `kubectl proxy`; the library refuses it unless the kubeconfig allows it.
      const request = this.#server.startsWith("http:") ? httpRequest : httpsRequest;
      response = await new Promise<IncomingMessage>((resolve, reject) => {
        request(`${this.#server}${path}`, options, resolve).on("error", reject).end();
      });
      for await (const part of response.setEncoding("utf8")) {
        text += part;
      }
    } catch (error) {
      throw new ClusterError(`${this.#server} cannot be reached: ${messageOf(error)}`);
    }
    return { status: response.statusCode ?? 0, body: parsed(text) };
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return { message: text.slice(0, 200) };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(messageOf).join(", ");
  }
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
