import * as pulumi from "@pulumi/pulumi";
import { RandomPet } from "@pulumi/random";

const config = new pulumi.Config();
const network = new pulumi.StackReference(config.require("networkStack"));
const shared = new pulumi.StackReference(`${pulumi.getOrganization()}/shared/${pulumi.getStack()}`);

const subnet = network.requireOutput("privateSubnetIds").apply((ids: string[]) => ids[0]);
const name = new RandomPet("name", { keepers: { subnet } });

export const url = pulumi.interpolate`https://${name.id}.${shared.getOutput("domain")}`;
export const subnetId = subnet;
