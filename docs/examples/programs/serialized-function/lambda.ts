import * as pulumi from "@pulumi/pulumi";

/** A resource of the AWS SDK, as it is generated. */
export class Function extends pulumi.CustomResource {
  public readonly arn!: pulumi.Output<string>;

  constructor(name: string, args: { code: pulumi.asset.Archive; handler: string; runtime: string }, opts?: pulumi.CustomResourceOptions) {
    super("aws:lambda/function:Function", name, { ...args, arn: undefined }, opts);
  }
}

/** Makes a function of the cloud out of one of the program, with all that it captures. */
export class CallbackFunction<Event> extends Function {
  constructor(name: string, args: { callback: (event: Event) => Promise<unknown> }, opts?: pulumi.CustomResourceOptions) {
    const code = pulumi.output(
      pulumi.runtime.serializeFunction(args.callback, { exportName: "handler" }).then(
        ({ text }) => new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset(text) }),
      ),
    );
    super(name, { code: code as unknown as pulumi.asset.Archive, handler: "__index.handler", runtime: "nodejs22.x" }, opts);
  }
}
