import { CustomResourceDefinition } from "@pulumi/kubernetes/apiextensions/v1/customResourceDefinition.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ComponentResource } from "@pulumi/pulumi";
import type { Schema } from "../../../core/kubernetes/custom-resource-fields.ts";
import { type Labelled, labelsOf } from "../../../core/kubernetes/labels.ts";
import { POLICY } from "./policy.ts";
import { GLOBAL_CONFIGURATION, TRANSPORT_SERVER } from "./transport-server.ts";
import { VIRTUAL_SERVER, VIRTUAL_SERVER_ROUTE } from "./virtual-server.ts";

/** Group and version of the controller's custom resources. */
export const NGINX_GROUP = "k8s.nginx.org";
export const NGINX_API_VERSION = `${NGINX_GROUP}/v1`;

/** A kind of custom resource. */
export interface Definition {
  readonly kind: string;
  readonly plural: string;
  readonly shortName: string;
  /** The API server's schema of an object's spec. */
  readonly spec: Schema;
  /** Whether the controller writes a status subresource. */
  readonly status: boolean;
}

/** The kinds that the controller needs to start, without the paid modules. */
export const DEFINITIONS: readonly Definition[] = [
  { kind: "Policy", plural: "policies", shortName: "pol", spec: POLICY.schema, status: true },
  {
    kind: "VirtualServer",
    plural: "virtualservers",
    shortName: "vs",
    spec: VIRTUAL_SERVER.schema,
    status: true,
  },
  {
    kind: "VirtualServerRoute",
    plural: "virtualserverroutes",
    shortName: "vsr",
    spec: VIRTUAL_SERVER_ROUTE.schema,
    status: true,
  },
  {
    kind: "TransportServer",
    plural: "transportservers",
    shortName: "ts",
    spec: TRANSPORT_SERVER.schema,
    status: true,
  },
  {
    kind: "GlobalConfiguration",
    plural: "globalconfigurations",
    shortName: "gc",
    spec: GLOBAL_CONFIGURATION.schema,
    status: false,
  },
];

/**
 * Declares the definitions as resources. Helm installs a chart's definitions once and never upgrades them, so an
 * upgraded controller would run with old ones; here they are upgraded with it. They are cluster-wide: deleting them
 * deletes every route in the cluster. Removing them from the program therefore retains them, and a program that adds
 * them back to the same cluster must import them: since 4.29 the provider refuses to create an existing object. Source:
 * pulumi-kubernetes, release v4.29.0.
 */
export function createDefinitions(
  parent: ComponentResource,
  name: string,
  owner: Labelled,
): Record<string, CustomResourceDefinition> {
  return Object.fromEntries(
    DEFINITIONS.map((definition) => [
      definition.kind,
      new CustomResourceDefinition(
        `${name}-${definition.plural}`,
        definitionArgs(definition, labelsOf(owner)),
        { parent, retainOnDelete: true },
      ),
    ]),
  );
}

function definitionArgs(
  { kind, plural, shortName, spec, status }: Definition,
  labels: Record<string, string>,
): inputs.apiextensions.v1.CustomResourceDefinition {
  const properties: Record<string, inputs.apiextensions.v1.JSONSchemaProps> = {
    apiVersion: { type: "string" },
    kind: { type: "string" },
    metadata: { type: "object" },
    spec: schemaProps(spec),
    // Only the controller writes it, with fields that differ by version.
    ...(status ? { status: { type: "object", x_kubernetes_preserve_unknown_fields: true } } : {}),
  };
  return {
    metadata: { name: `${plural}.${NGINX_GROUP}`, labels },
    spec: {
      group: NGINX_GROUP,
      scope: "Namespaced",
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: [shortName],
      },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", properties } },
          ...(status ? { subresources: { status: {} }, additionalPrinterColumns: COLUMNS } : {}),
        },
      ],
    },
  };
}

const COLUMNS = [
  { name: "State", type: "string", jsonPath: ".status.state" },
  { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" },
];

/** A schema in Pulumi's spelling, which has underscores instead of Kubernetes' hyphens. */
function schemaProps(schema: Schema): inputs.apiextensions.v1.JSONSchemaProps {
  const { properties, items, additionalProperties, required, enum: values, ...rest } = schema;
  const { "x-kubernetes-int-or-string": either, ...plain } = rest;
  return {
    ...plain,
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, schemaProps(v)])) }
      : {}),
    ...(items ? { items: schemaProps(items) } : {}),
    ...(additionalProperties ? { additionalProperties: schemaProps(additionalProperties) } : {}),
    ...(required ? { required: [...required] } : {}),
    ...(values ? { enum: [...values] } : {}),
    ...(either ? { x_kubernetes_int_or_string: true } : {}),
  };
}
