import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { z } from "zod";
import type { CloudProviders } from "#blueprints/contract/context";

/** The settings that the providers read; a stack without a project has no Google Cloud provider. */
const providerSettings = z.object({
  google: z.object({ project: z.string() }).optional(),
  regions: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The stack's providers. Credentials are read from the deployer's environment (CLOUDFLARE_API_TOKEN and Google's
 * application default credentials) and never enter the stack's configuration or state.
 *
 * @param settings the stack's settings, of which `google` and `regions` are read; the first region is the default of
 *   resources
 * @param labels of every Google Cloud resource that supports them, for cost allocation
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
  // The zone is explicit; otherwise it would be read from the environment of the process.
  const place = region === undefined ? {} : { region, zone: `${region}-a` };
  return new GoogleProvider("google", { project, ...place, defaultLabels: labels });
}
