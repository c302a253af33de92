import * as pulumi from "@pulumi/pulumi";

export enum NatGatewayStrategy {
  None = "None",
  Single = "Single",
}

export interface VpcArgs {
  cidrBlock?: pulumi.Input<string>;
  natGateways?: { strategy: NatGatewayStrategy };
}

/** As a generated SDK: its provider makes the children, and returns the outputs. */
export class Vpc extends pulumi.ComponentResource {
  public readonly vpcId!: pulumi.Output<string>;
  public readonly publicSubnetIds!: pulumi.Output<string[]>;

  constructor(name: string, args: VpcArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const inputs = { ...args, vpcId: undefined, publicSubnetIds: undefined };
    super("awsx:ec2:Vpc", name, inputs, opts, true);
  }
}
