import type { ReachableFact, RegionFact } from "#graph/facts/network";
import { duration } from "#models/duration";
import { plural } from "../shared/terminal/text.ts";
import { type Row, row, rows, type Words } from "./row.ts";
import { EXISTING } from "./text.ts";

/** Networks and balancers: regions, addresses, who may connect, where requests go. */
export const NETWORK: readonly Row[] = [
  row("existing", "network", ({ kind, name }) =>
    kind === "network" ? [...(name ? [name] : []), EXISTING].join(", ") : undefined,
  ),
  row("balancing", "balancing", ({ layer, by, host, pools = [], scope, allRegions }) =>
    layer === 7
      ? `${host} over ${pools.join(", ")} by ${by}`
      : `${scope}${allRegions ? ", from all regions" : ""}, layer ${layer}, by ${by}`,
  ),
  row("hosts", "hosts", (hosts) => hosts.join(", ")),
  row("regions", "regions", (regions) => regions.map(region).join(" · ")),
  rows("defaultTraffic", ({ egress, allowed = [] }): Words[] =>
    egress === "deny"
      ? [["default", "deny in and out"]]
      : [
          ["ingress", allowed.length > 0 ? "denied, except health checks" : "denied"],
          ["egress", "NAT, no public addresses"],
        ],
  ),
  row("managedServices", "managed services", () => "private range"),
  row("serviceConnections", "endpoints", (all) =>
    all.map(({ service, limit }) => `${service} up to ${limit}`).join(" · "),
  ),
  row("regions", "drained", (regions) => {
    const drained = regions.filter((each) => each.drained && !each.zones);
    return drained.length > 0 ? drained.map((each) => each.region).join(", ") : undefined;
  }),
  row("regions", "egress", (regions) => {
    const fixed = regions.flatMap(({ region: at, egressAddresses: count }) =>
      count === undefined ? [] : [`${count} fixed ${count === 1 ? "address" : "addresses"} in ${at}`],
    );
    return fixed.length > 0 ? fixed.join(" · ") : undefined;
  }),
  row("address", "address", ({ scope, region: at }) =>
    scope === "global" ? "global, anycast" : `static, ${at}`,
  ),
  row(
    "tls",
    "tls",
    ({ min, max, mode, upstream }, { hsts, originPulls }) => {
      const versions = min === max ? min : `${min} ${mode ? "to" : "and"} ${max}`;
      return [
        ...(mode ? [mode] : []),
        upstream ? `${versions}, then ${upstream} to the pods` : versions,
        ...(hsts ? [`HSTS ${duration(hsts.seconds)}`] : []),
        ...(originPulls ? ["origin pulls"] : []),
      ].join(" · ");
    },
    { including: ["hsts", "originPulls"] },
  ),
  row("healthCheck", "health", ({ path, intervalSeconds, failures }) => {
    const out = failures === undefined ? "" : `, out after ${plural(failures, "failure")}`;
    return `${path} every ${intervalSeconds} s${out}`;
  }),
  row("ports", "ports", (ports) =>
    ports
      .map(({ port, targetPort, protocol }) => {
        const inside = targetPort === port ? "" : ` → ${targetPort}`;
        return `${protocol.toUpperCase()} ${port}${inside}`;
      })
      .join(" · "),
  ),
  rows("reachableFrom", (fact): Words[] => [
    fact.refusalStatus === undefined ? ["reachable", reachable(fact)] : ["admits", admitted(fact)],
  ]),
  row("routes", "routes", (routes) =>
    routes
      .map(({ paths, match, to, port }) => {
        const exact = match === "exact" ? "=" : "";
        return `${exact}${paths.join(" ")} → ${to}${port === undefined ? "" : `:${port}`}`;
      })
      .join(" · "),
  ),
  row("geoRouting", "locations", (all) =>
    all
      .map(
        ({ name, countries, regions, strict }) =>
          `${name} (${countries.join(" ")}) → ${regions.join(", ")}${strict ? " only" : ""}`,
      )
      .join(" · "),
  ),
  row("clientCertificates", "clients", () => "show a certificate"),
];

/** `us-central1 10.6.0.0/20`, `us-central1 a b c, 50%`. */
function region({ region: name, cidr, zones, capacity = 1, drained }: RegionFact): string {
  if (!zones) {
    return [name, ...(cidr ? [cidr] : [])].join(" ");
  }
  const letters = zones.map((zone) => zone.slice(-1)).join(" ");
  const share = capacity < 1 ? `, ${Math.round(capacity * 100)}%` : "";
  return `${name} ${letters || "(no zone yet)"}${drained ? ", drained" : share}`;
}

function reachable({ from, ranges = [] }: ReachableFact): string {
  return {
    everybody: "from everywhere",
    cloudflare: "from Cloudflare only",
    "load-balancer": "through the global load balancer",
    ranges: `from ${ranges.join(", ")}`,
  }[from];
}

function admitted({ from, ranges = [], refusalStatus }: ReachableFact): string {
  if (from === "everybody") {
    return "everyone";
  }
  const who = from === "cloudflare" ? "Cloudflare" : plural(ranges.length, "range");
  return `${who} only, others ${refusalStatus}`;
}
