import type { EndpointGroup } from "../../../core/endpoint-group.ts";
import type { Credential } from "../../../core/link.ts";

/** Folder below which the map of each group of endpoints is mounted, one folder a group. */
const MAPS_PATH = "/etc/strata/links";

/** Key of the map in its ConfigMap, and name of the file. */
export const MAP_KEY = "map.json";

/** Folder in which pods find the map of a group. */
export function mapPath(group: string): string {
  return `${MAPS_PATH}/${group}`;
}

/** The file itself. Its folder is mounted, not the file, so that it follows changes while the pods run. */
export function mapFile(group: string): string {
  return `${mapPath(group)}/${MAP_KEY}`;
}

/** Name of the ConfigMap with the map. */
export function mapName(workload: string, group: string): string {
  return `${workload}-map-${group}`;
}

/** The credentials of all members as one: each file under the member's key, such as `shard-0.token`. */
export function groupCredential({ members }: EndpointGroup): Credential {
  const files = Object.entries(members).flatMap(([key, { credential }]) =>
    Object.entries(credential?.files ?? {}).map(([file, secret]) => [memberFile(key, file), secret]),
  );
  return { files: Object.fromEntries(files) };
}

/** Name of a member's file in the group's folder. */
export function memberFile(member: string, file: string): string {
  return `${member}.${file}`;
}
