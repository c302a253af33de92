import type { TestProvider } from "../provider/provider.ts";
import { CLOUD_VARIABLE, Cloud } from "./cloud/cloud.ts";
import { cloudflare } from "./cloudflare/cloudflare.ts";
import { googleCloud } from "./gcp/gcp.ts";
import { random } from "./random/random.ts";
import { shapesOf } from "./sdk/shapes.ts";
import { Simulator } from "./simulator.ts";

let opened: Cloud | undefined;

/** The simulator of a package; its cloud is the file that the environment names. */
export function open(name: string): TestProvider {
  if (name === "random") {
    return random;
  }
  const file = process.env[CLOUD_VARIABLE];
  if (!file) {
    throw new Error(`${CLOUD_VARIABLE} does not say which file holds the cloud`);
  }
  opened ??= new Cloud(file);
  const shapes = shapesOf(name);
  return new Simulator(opened, shapes, name === "gcp" ? googleCloud(shapes) : cloudflare(shapes));
}
