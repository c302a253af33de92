import type { WireRecord } from "../../provider/wire.ts";
import { ApiError } from "./error.ts";
import { type Kind, type KubernetesObject, listAt, textAt } from "./object.ts";

/** How the API serves a kind. */
export interface Served {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The kinds that an API serves, asked for once a group. */
export class ServedKinds {
  readonly #get: (path: string) => Promise<KubernetesObject>;
  readonly #byGroup = new Map<string, Promise<ReadonlyMap<string, Served>>>();

  /** @param get answers a request with JSON */
  constructor(get: (path: string) => Promise<KubernetesObject>) {
    this.#get = get;
  }

  /** How a kind is served; undefined when it is not. What was not served is asked for anew each time. */
  async served({ apiVersion, kind }: Kind): Promise<Served | undefined> {
    const known = (await this.#kindsOf(apiVersion)).get(kind);
    if (known) {
      return known;
    }
    this.#byGroup.delete(apiVersion);
    return (await this.#kindsOf(apiVersion)).get(kind);
  }

  #kindsOf(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    const known = this.#byGroup.get(apiVersion) ?? this.#discover(apiVersion);
    this.#byGroup.set(apiVersion, known);
    return known;
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Served>> {
    try {
      const found = await this.#get(groupPath(apiVersion));
      const resources = listAt(found, "resources").filter((each) => !textAt(each, "name").includes("/"));
      return new Map(
        resources.map((each) => [
          textAt(each, "kind"),
          { plural: textAt(each, "name"), namespaced: (each as WireRecord)["namespaced"] === true },
        ]),
      );
    } catch (error) {
      this.#byGroup.delete(apiVersion);
      if (error instanceof ApiError && error.code === 404) {
        return new Map();
      }
      throw error;
    }
  }
}

/** Where a group's kinds are served. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
