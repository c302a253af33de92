import { isAbsent } from "../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { inOneCluster } from "../kubernetes/clusters.ts";
import type { Property } from "../property.ts";
import { stackRule } from "../rule.ts";

export const issuedHost = stackRule<Property>({
  id: "references-issued-host",
  title: "Issuers can prove every name of a certificate",
  severity: "high",
  appliesTo: ["kubernetes:cert-manager.io/v1:Certificate"],
  fix: "add the zone of the name to a solver of the issuer, or name an issuer that can prove it",
  why: "The authority's challenge is never answered, the Secret stays empty, and the ingress presents its own certificate.",
  each: (certificate) => certificate.at("spec.dnsNames").items(),
  *check(name, stack, certificate) {
    const issuer = issuerOf(certificate, stack);
    const solvers = issuer?.at("spec.acme.solvers").items() ?? [];
    const host = (name.text() ?? "").toLowerCase();
    // Other issuers ask for no proof.
    if (solvers.length > 0 && !solvers.some((solver) => canProve(solver, host))) {
      const zones = solvers.flatMap((solver) => [
        ...solver.at("selector.dnsZones").texts(),
        ...solver.at("selector.dnsNames").texts(),
      ]);
      const proves = zones.length > 0 ? `only ${zones.join(", ")}` : "no wildcards, as it uses HTTP";
      yield name.violation(`the issuer "${issuer?.name}" cannot prove ${host}: ${proves}`);
    }
  },
});

/** Without a selector a solver is for every name; only DNS proves wildcards. Source: cert-manager, ACME, selectors. */
function canProve(solver: Property, host: string): boolean {
  const isWildcard = host.startsWith("*.");
  if (isWildcard && isAbsent(solver.at("dns01"))) {
    return false;
  }
  const names = solver.at("selector.dnsNames");
  const zones = solver.at("selector.dnsZones");
  const isOpen = isAbsent(names) && isAbsent(zones);
  const bare = host.replace(/^\*\./, "");
  return (
    isOpen ||
    names.texts().includes(host) ||
    zones.texts().some((zone) => bare === zone || bare.endsWith(`.${zone}`))
  );
}

function issuerOf(certificate: PolicyResource, stack: PolicyContext): PolicyResource | undefined {
  const reference = certificate.at("spec.issuerRef");
  const kind = reference.at("kind").is("ClusterIssuer") ? "ClusterIssuer" : "Issuer";
  const cluster = stack.clusterOf(certificate);
  const name = reference.at("name").text();
  return stack
    .ofType(`kubernetes:cert-manager.io/v1:${kind}`)
    .find(
      (issuer) =>
        issuer.at("metadata.name").text() === name && inOneCluster(cluster, stack.clusterOf(issuer)),
    );
}
