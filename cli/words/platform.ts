import type { IssuerFact, LocationFact } from "#graph/facts/platform";
import { type Row, row, rows, type Words } from "./row.ts";
import { countOf, EXISTING, span } from "./text.ts";

/** Projects, clusters, namespaces and the controllers in them. */
export const PLATFORM: readonly Row[] = [
  row("creation", "project", ({ parent }) => `created in ${parent.kind} ${parent.id}, without a network`),
  row("services", "services", ({ apis, agents }) => `${apis} APIs, ${agents} service agents`),
  row("state", "state", ({ url, retentionDays }) => `${url}, versions kept ${retentionDays} d`),
  row("imageRepositories", "images", (repositories) => repositories.join(" · ")),
  row("deployments", "deployments", ({ environments }) => `GitHub, without keys: ${environments.join(", ")}`),
  row(
    "location",
    "place",
    (location, { storageClass }) =>
      [place(location), ...(storageClass ? [storageClass.toLowerCase()] : [])].join(", "),
    { including: ["storageClass"] },
  ),
  row("nodePools", "nodes", (pools) =>
    pools
      .map(({ name, min, max, machineType, spot }) =>
        [name, min, "to", max, machineType, ...(spot ? ["spot"] : [])].join(" "),
      )
      .join(" · "),
  ),
  row("autopilot", "nodes", () => "Autopilot, sized by what pods request"),
  row("controlPlane", "control plane", ({ releaseChannel }) => {
    return `DNS endpoint, ${releaseChannel.toLowerCase()} channel`;
  }),
  row("existing", "control plane", ({ kind }) => (kind === "cluster" ? EXISTING : undefined)),
  // The opt-outs say when it is not the default.
  row("keyManagement", "keys", () => undefined),
  row("priorityClasses", "order", (classes) => classes.map(({ name }) => name).join(" > ")),
  row("podSecurity", "pod security", ({ level, reason }) => [level, ...(reason ? [reason] : [])].join(": ")),
  row("quota", "quota", ({ pods, cpuRequests, memoryRequestsGiB }) => {
    return `${pods} pods · ${cpuRequests} cores · ${memoryRequestsGiB} GiB`;
  }),
  rows(
    "chart",
    ({ name, version }, { replicas, spread }): Words[] => {
      const [label, product] = CHARTS[name] ?? ["chart", name];
      const pods = replicas && `${pieces(replicas)} ${spread ? `over ${spread}` : "each"}`;
      return [[label, [`${product} ${version}`, ...(pods ? [pods] : [])].join(", ")]];
    },
    { including: ["replicas", "spread"] },
  ),
  row("issuer", "issuer", issuer),
];

/** By name of the chart, what it is for and the name of the product. */
const CHARTS: Readonly<Record<string, readonly [label: string, product: string]>> = {
  "nginx-ingress": ["controller", "F5 NGINX"],
  "cert-manager": ["certificates", "cert-manager"],
  "external-secrets": ["operator", "External Secrets"],
};

function place({ name, zones, allZones }: LocationFact): string {
  if (allZones) {
    return `${name}, its zones`;
  }
  return zones === undefined ? name : `${name}, ${zones} zones`;
}

function pieces({ min, max }: { readonly min: number; readonly max: number }): string {
  return min === max ? countOf(min, "pod", "pods") : `${span(min, max)} pods`;
}

function issuer({ authority, environment, zones = [] }: IssuerFact): string {
  return authority === "self-signed"
    ? "self-signed, for load balancers"
    : `Let's Encrypt ${environment} for ${zones.join(", ")} by DNS`;
}
