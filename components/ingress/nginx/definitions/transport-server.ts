import { flag, integer, list, object, text } from "../../../core/kubernetes/custom-resource-fields.ts";

/**
 * Fields of a TransportServer, which passes TCP, UDP or whole TLS connections on, and of the
 * GlobalConfiguration that opens ports for it.
 * Source: nginx/kubernetes-ingress, definitions of custom resources at 5.6.
 */
export const TRANSPORT_SERVER = object({
  action: object({ pass: text }),
  host: text,
  ingressClassName: text,
  listener: object({ name: text, protocol: text }),
  serverSnippets: text,
  sessionParameters: object({ timeout: text }),
  streamSnippets: text,
  tls: object({ secret: text }),
  upstreamParameters: object({
    connectTimeout: text,
    nextUpstream: flag,
    nextUpstreamTimeout: text,
    nextUpstreamTries: integer,
    udpRequests: integer,
    udpResponses: integer,
  }),
  upstreams: list(
    object({
      backup: text,
      backupPort: integer,
      failTimeout: text,
      healthCheck: object({
        enable: flag,
        fails: integer,
        interval: text,
        jitter: text,
        match: object({ expect: text, send: text }),
        passes: integer,
        port: integer,
        timeout: text,
      }),
      loadBalancingMethod: text,
      maxConns: integer,
      maxFails: integer,
      name: text,
      port: integer,
      service: text,
    }),
  ),
});

export const GLOBAL_CONFIGURATION = object({
  listeners: list(object({ ipv4: text, ipv6: text, name: text, port: integer, protocol: text, ssl: flag })),
});
