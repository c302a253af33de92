import * as pulumi from "@pulumi/pulumi";

// The parts of @pulumi/aws that the program uses, with its tokens: the package itself is some hundred megabytes.

export namespace s3 {
  export class Bucket extends pulumi.CustomResource {
    public readonly bucket!: pulumi.Output<string>;
    public readonly arn!: pulumi.Output<string>;

    constructor(name: string, args: { tags?: pulumi.Input<Record<string, string>> }, opts?: pulumi.CustomResourceOptions) {
      super("aws:s3/bucket:Bucket", name, { ...args, bucket: undefined, arn: undefined }, opts);
    }
  }

  export interface BucketObjectArgs {
    bucket: pulumi.Input<string>;
    source: pulumi.asset.Asset;
    contentType?: string;
  }

  export class BucketObject extends pulumi.CustomResource {
    constructor(name: string, args: BucketObjectArgs, opts?: pulumi.CustomResourceOptions) {
      super("aws:s3/bucketObject:BucketObject", name, { ...args }, opts);
    }
  }

  export class BucketPolicy extends pulumi.CustomResource {
    constructor(name: string, args: { bucket: pulumi.Input<string>; policy: pulumi.Input<string> }, opts?: pulumi.CustomResourceOptions) {
      super("aws:s3/bucketPolicy:BucketPolicy", name, { ...args }, opts);
    }
  }
}

/** A function of the provider that returns a plain value. */
export function getAvailabilityZones(args: { state: string }): Promise<{ names: string[] }> {
  return pulumi.runtime.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", args);
}

/** The same, returning an output. */
export function getCallerIdentityOutput(): pulumi.Output<{ accountId: string }> {
  return pulumi.runtime.invokeOutput("aws:index/getCallerIdentity:getCallerIdentity", {});
}
