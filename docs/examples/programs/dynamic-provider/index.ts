import * as pulumi from "@pulumi/pulumi";
import { createHash } from "crypto";

interface ReleaseInputs {
  readonly tag: string;
  readonly notes?: string;
}

const releases: pulumi.dynamic.ResourceProvider = {
  async create(inputs: ReleaseInputs) {
    const digest = createHash("sha256").update(inputs.tag).digest("hex");
    return { id: digest, outs: { ...inputs, digest } };
  },
  async diff(_id, olds: ReleaseInputs, news: ReleaseInputs) {
    return { changes: olds.notes !== news.notes, replaces: olds.tag === news.tag ? [] : ["tag"] };
  },
};

class Release extends pulumi.dynamic.Resource {
  public readonly tag!: pulumi.Output<string>;
  public readonly digest!: pulumi.Output<string>;

  constructor(name: string, args: { tag: pulumi.Input<string>; notes?: string }, opts?: pulumi.CustomResourceOptions) {
    super(releases, name, { digest: undefined, ...args }, opts);
  }
}

const release = new Release("release", { tag: `v1.${pulumi.getStack().length}`, notes: "First" });
export const digest = release.digest;
export const { tag } = release;
