import * as pulumi from "@pulumi/pulumi";
import { RandomId, RandomPassword } from "@pulumi/random";

// Every resource of the stack.
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "random:index/randomId:RandomId"
    ? { props: { ...props, prefix: `${pulumi.getStack()}-` }, opts }
    : undefined,
);

const created = new pulumi.ResourceHook("created", async ({ urn, newOutputs }) => {
  await pulumi.log.info(`${urn} is ${JSON.stringify(newOutputs)}`);
});

class Credentials extends pulumi.ComponentResource {
  public readonly id: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Credentials", name, {}, pulumi.mergeOptions(opts, { aliases: [{ type: "shop:old:Credentials" }] }));
    const user = new RandomId(`${name}-user`, { byteLength: 4 }, { parent: this, aliases: [{ name: "user" }] });
    new RandomPassword(
      `${name}-password`,
      { length: 12 },
      { parent: this, aliases: [{ parent: pulumi.rootStackResource }], hooks: { afterCreate: [created] } },
    );
    this.id = user.hex;
    this.registerOutputs({ id: this.id });
  }
}

const credentials = new Credentials("shop", {
  protect: true,
  transforms: [
    ({ type, props, opts }) =>
      type === "random:index/randomPassword:RandomPassword" ? { props: { ...props, length: 32 }, opts } : undefined,
  ],
});

export const id = credentials.id;
