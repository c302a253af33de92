import type { Inputs } from "@pulumi/pulumi";

/** A resource as Pulumi's mocks are asked for it. */
export interface MockedResource {
  /** Type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: Inputs;
}

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nmocked\n-----END CERTIFICATE-----";

/** What only the cloud gives, for the kinds of resources with whose outputs strata's components compute. */
const OUTPUTS: Readonly<Record<string, (resource: MockedResource) => Inputs>> = {
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": ({ inputs }) => ({
    dnsResourceRecords: [
      {
        name: `_acme-challenge.${inputs["domain"]}.`,
        type: "CNAME",
        data: "mocked.authorize.certificatemanager.goog.",
      },
    ],
  }),
  "gcp:redis/instance:Instance": () => ({
    host: "10.0.0.4",
    port: 6378,
    readEndpoint: "10.0.0.5",
    authString: "mocked-token",
    serverCaCerts: [{ cert: CERTIFICATE }],
  }),
  "gcp:sql/databaseInstance:DatabaseInstance": () => ({
    privateIpAddress: "10.0.0.3",
    serverCaCerts: [{ cert: CERTIFICATE }],
  }),
  "kubernetes:core/v1:Service": () => ({ status: { loadBalancer: { ingress: [{ ip: "203.0.113.10" }] } } }),
  "random:index/randomPassword:RandomPassword": ({ inputs }) => ({
    result: "mocked".repeat(200).slice(0, Number(inputs["length"] ?? 16)),
  }),
};

/**
 * Outputs that Pulumi's usual mocks leave undefined and that strata's components compute with, for `newResource` in
 * update mode: `{ id: `${name}-id`, state: { ...inputs, ...mockedOutputs({ type, name, inputs }) } }`. In preview mode
 * they are unknown by themselves. Empty for any other kind of resource.
 */
export function mockedOutputs(resource: MockedResource): Inputs {
  return OUTPUTS[resource.type]?.(resource) ?? {};
}
