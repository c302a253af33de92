import { Address } from "@pulumi/gcp/compute/address.js";
import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { REGION, REGION_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";

/** Arguments of a {@link ReservedAddress}. */
export interface ReservedAddressArgs {
  /** Name in the cloud, unique in the project, such as `howlerops-prod-ingress`; at most 63 characters. */
  readonly addressName: string;
  /** Region of its passthrough load balancer. Default none: an anycast address for a global one. */
  readonly region?: string;
  /** Whether the address refuses deletion, since external DNS names point to it. Default true. */
  readonly protect?: boolean;
}

/**
 * A public IPv4 address that outlives its load balancer, so that DNS records need not change when an ingress is
 * rebuilt. Changing the name or the region allocates a new address.
 *
 * @public
 */
export class ReservedAddress extends Component {
  /** The address, known once it is reserved. */
  readonly address: Output<string>;
  readonly resources: { readonly address: Address | GlobalAddress };

  constructor(name: string, args: ReservedAddressArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("ReservedAddress", name, args), args);
    super("network", "ReservedAddress", name, settings, opts);

    const { addressName, region, protect } = settings;
    const common = {
      name: addressName,
      addressType: "EXTERNAL",
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    };
    const options = { parent: this, protect };
    const address =
      region === undefined
        ? new GlobalAddress(`${name}-address`, { ...common, ipVersion: "IPV4" }, options)
        : new Address(`${name}-address`, { ...common, region, networkTier: "PREMIUM" }, options);

    this.address = address.address;
    this.resources = { address };
    this.publish({
      facts: {
        address: { scope: region === undefined ? "global" : "regional", region },
        ...optOuts({ protect: optOut(protect, true) }),
      },
    });
  }
}

function withDefaults(checks: ArgumentChecks, { addressName, region, protect = true }: ReservedAddressArgs) {
  checks.matches("addressName", addressName, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(addressName.length <= 63, "addressName", addressName, "names of at most 63 characters");
  checks.matches("region", region, REGION, REGION_RULE);
  return { addressName, protect, ...(region === undefined ? {} : { region }) };
}
