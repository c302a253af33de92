import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { z } from "zod";
import type { CloudProviders } from "#blueprints/context";

/** What the providers read of a stack's settings; a stack without a project has no Google Cloud provider. */
const providerSettings = z.object({
  google: z.object({ project: z.string() }).optional(),
  regions: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The stack's providers. Credentials come from the environment of whoever deploys (CLOUDFLARE_API_TOKEN and
 * Google's application default credentials) and never enter the stack's configuration or state.
 *
 * @param settings the stack's settings, of which `google` and `regions` are read; resources that state no region get the first
 * @param labels of every Google Cloud resource that can carry them, by which the bill is divided
 */
export function createProviders(settings: unknown, labels: Readonly<Record<string, string>>): CloudProviders {
  const { google: place, regions } = providerSettings.parse(settings);
  const [region] = Object.keys(regions);
  const cloudflare = new CloudflareProvider("cloudflare", {});
  const google = place && createGoogle(place.project, region, labels);
  return {
    cloudflare,
    get google() {
      if (!google) {
        throw new Error(
          "google.project is missing in the stack's settings; nothing in Google Cloud can be made",
        );
      }
      return google;
    },
    random: new RandomProvider("random", {}),
  };
}

function createGoogle(project: string, region: string | undefined, labels: Readonly<Record<string, string>>) {
  // The zone is stated, or it would be read from the environment of whoever runs the program.
  const place = region === undefined ? {} : { region, zone: `${region}-a` };
  return new GoogleProvider("google", { project, ...place, defaultLabels: labels });
}
