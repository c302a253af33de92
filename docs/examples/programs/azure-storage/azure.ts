import * as pulumi from "@pulumi/pulumi";

// The parts of @pulumi/azure-native that the program uses, with its tokens.

export class ResourceGroup extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: { location?: pulumi.Input<string> } = {}, opts?: pulumi.CustomResourceOptions) {
    super("azure-native:resources:ResourceGroup", name, { ...args, name: undefined }, opts);
  }
}

export interface StorageAccountArgs {
  resourceGroupName: pulumi.Input<string>;
  sku: { name: string };
  kind: string;
}

export class StorageAccount extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: StorageAccountArgs, opts?: pulumi.CustomResourceOptions) {
    super("azure-native:storage:StorageAccount", name, { ...args, name: undefined }, opts);
  }
}

export interface ListKeysArgs {
  accountName: pulumi.Input<string>;
  resourceGroupName: pulumi.Input<string>;
}

export function listStorageAccountKeysOutput(args: ListKeysArgs): pulumi.Output<{ keys: { value: string }[] }> {
  return pulumi.runtime.invokeOutput("azure-native:storage:listStorageAccountKeys", args);
}
