import * as pulumi from "@pulumi/pulumi";
import * as command from "@pulumi/command";
import { NatGatewayStrategy, Vpc } from "./awsx/vpc";

const vpc = new Vpc("main", { cidrBlock: "10.0.0.0/16", natGateways: { strategy: NatGatewayStrategy.Single } });

const report = new command.local.Command("report", {
  create: pulumi.interpolate`echo ${vpc.vpcId}`,
  triggers: [vpc.publicSubnetIds],
});

export const vpcId = vpc.vpcId;
export const firstSubnet = vpc.publicSubnetIds[0];
export const printed = report.stdout;
