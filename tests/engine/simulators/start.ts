import type { TestProvider } from "../provider/provider.ts";
import { serve } from "../provider/serve.ts";
import { CLOUD_VARIABLE, Cloud } from "./cloud/cloud.ts";
import { cloudflare } from "./cloudflare/cloudflare.ts";
import { googleCloud } from "./gcp/gcp.ts";
import { random } from "./random/random.ts";
import { shapesOf } from "./sdk/shapes.ts";
import { Simulator } from "./simulator.ts";

/** Serves the simulator of a package; its cloud is the file that the environment names. */
export function start(name: string, version: string): Promise<void> {
  return serve(name, version, simulator(name));
}

function simulator(name: string): TestProvider {
  if (name === "random") {
    return random;
  }
  const file = process.env[CLOUD_VARIABLE];
  if (!file) {
    throw new Error(`${CLOUD_VARIABLE} does not say which file holds the cloud`);
  }
  const shapes = shapesOf(name);
  return new Simulator(new Cloud(file), shapes, name === "gcp" ? googleCloud(shapes) : cloudflare(shapes));
}
