import type { PulumiFn } from "@pulumi/pulumi/automation";
import { Config } from "@pulumi/pulumi";
import { RandomShuffle } from "@pulumi/random";

/** An inline program: `LocalWorkspace.createOrSelectStack({ projectName, stackName, program })` deploys it. */
export const program: PulumiFn = async () => {
  const shuffle = new RandomShuffle("order", { inputs: new Config().requireObject("names") });
  return { order: shuffle.results, first: shuffle.inputs.apply(([first]) => first) };
};
