import type { PolicySpec } from "../definitions/policy.ts";
import type { Mapped } from "../directives.ts";

/**
 * The rule of a re-encrypted connection: the authority must have issued the pods' certificate, and it must name the
 * Service.
 *
 * @param authority name of the Secret with the authority's certificate
 */
export function mapServer(authority: string, name: string): Mapped<PolicySpec> {
  return {
    field: {
      egressMTLS: {
        trustedCertSecret: authority,
        verifyServer: true,
        verifyDepth: 2,
        serverName: true,
        sslName: name,
        protocols: "TLSv1.2 TLSv1.3",
      },
    },
    nginx: {
      location: [
        `proxy_ssl_trusted_certificate ${authority}.crt;`,
        "proxy_ssl_verify on;",
        "proxy_ssl_verify_depth 2;",
        "proxy_ssl_protocols TLSv1.2 TLSv1.3;",
        "proxy_ssl_server_name on;",
        `proxy_ssl_name ${name};`,
      ],
    },
  };
}
