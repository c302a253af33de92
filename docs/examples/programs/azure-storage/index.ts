import * as pulumi from "@pulumi/pulumi";
import { listStorageAccountKeysOutput, ResourceGroup, StorageAccount } from "./azure.ts";

const location = new pulumi.Config("azure-native").get("location") ?? "WestEurope";
const group = new ResourceGroup("group", { location });
const account = new StorageAccount("storage", {
  resourceGroupName: group.name,
  sku: { name: "Standard_LRS" },
  kind: "StorageV2",
});
const { keys } = listStorageAccountKeysOutput({ resourceGroupName: group.name, accountName: account.name });

export const primaryKey = pulumi.secret(keys.apply(([key]) => key?.value));
export const name = await Promise.resolve(account.name);
