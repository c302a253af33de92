import {
  type FieldType,
  integer,
  list,
  object,
  oneOf,
  required,
  text,
  textMap,
} from "../core/kubernetes/custom-resource-fields.ts";

/**
 * The fields of GKE's policies by host name, which Dataplane V2 enforces if the cluster enables them. Source: GKE
 * documentation, "Control Pod egress traffic using FQDN network policies".
 */
export const HOST_NAME_POLICY = object({
  podSelector: required(object({ matchLabels: required(textMap) })),
  egress: required(
    list(
      object({
        // One of the two: a whole name, or a pattern such as `*.example.com`.
        matches: required(list(object({ name: text, pattern: text }))),
        ports: list(object({ port: required(integer), protocol: required(oneOf("TCP", "UDP")) })),
      }),
    ),
  ),
});

export const HOST_NAME_POLICY_VERSION = "networking.gke.io/v1alpha1";
export const HOST_NAME_POLICY_KIND = "FQDNNetworkPolicy";

export type HostNamePolicySpec = FieldType<typeof HOST_NAME_POLICY>;
