import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { CloudProviders } from "#blueprints/system";

export interface ProviderSettings {
  /** Google Cloud project id. */
  readonly project: string;
  /** Region for resources that state none. */
  readonly region: string;
  /** Labels of every Google Cloud resource that can carry them, by which the bill is divided. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The stack's providers. Credentials come from the environment of whoever deploys (CLOUDFLARE_API_TOKEN and
 * Google's application default credentials) and never enter the stack's configuration or state.
 */
export function createProviders({ project, region, labels }: ProviderSettings): CloudProviders {
  return {
    cloudflare: new CloudflareProvider("cloudflare", {}),
    // The zone is stated, or it would be read from the environment of whoever runs the program.
    google: new GoogleProvider("google", { project, region, zone: `${region}-a`, defaultLabels: labels }),
    random: new RandomProvider("random", {}),
  };
}
