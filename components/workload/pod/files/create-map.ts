import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { all, type ComponentResource, type Output } from "@pulumi/pulumi";
import type { EndpointGroup } from "../../../core/endpoint-group.ts";
import { labelsOf } from "../../../core/kubernetes/labels.ts";
import { plainValue } from "../container/environment.ts";
import type { PodSettings } from "../settings.ts";
import { CREDENTIALS_PATH } from "./credentials.ts";
import { MAP_KEY, mapName, memberFile } from "./group-map.ts";

/** What the map of a group says of a member. */
interface MappedMember {
  readonly host: string;
  readonly port: number;
  readonly endPort?: number;
  readonly protocol: string;
  /** File of the credential, such as `token`, to its path. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Declares the map of a group of endpoints: one JSON object, each member under its key. Its name is fixed, unlike
 * that of configuration files: a member that comes or goes reaches pods while they run.
 */
export function createMap(parent: ComponentResource, settings: PodSettings, group: EndpointGroup): ConfigMap {
  const { id, name, namespace } = settings;
  const metadata = { name: mapName(name, group.name), namespace, labels: labelsOf(settings) };
  const data = { [MAP_KEY]: mapOf(settings, group).apply((members) => JSON.stringify(members)) };
  return new ConfigMap(`${id}-map-${group.name}`, { metadata, data }, { parent });
}

/** In the order of the keys, so that the order of the argument says nothing. */
function mapOf({ component, id }: PodSettings, group: EndpointGroup): Output<Record<string, MappedMember>> {
  const members = Object.entries(group.members).sort(([a], [b]) => (a < b ? -1 : 1));
  const hosts = members.map(([key, { host }]) =>
    plainValue(component, id, `links["${group.name}"].members["${key}"].host`, host),
  );
  return all(hosts).apply((known) =>
    Object.fromEntries(
      members.map(([key, { port, endPort, protocol, credential }], index) => {
        const files = Object.keys(credential?.files ?? {}).map((file) => [
          file,
          `${CREDENTIALS_PATH}/${group.name}/${memberFile(key, file)}`,
        ]);
        const range = endPort === undefined ? {} : { endPort };
        return [
          key,
          { host: known[index] ?? "", port, ...range, protocol, files: Object.fromEntries(files) },
        ];
      }),
    ),
  );
}
