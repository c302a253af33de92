import type { ProviderResource } from "@pulumi/pulumi";
import type { Environment } from "./environment.ts";

/** The providers of a stack. The Kubernetes provider is created from the system's cluster. @public */
export interface CloudProviders {
  readonly cloudflare: ProviderResource;
  /** @throws Error in a stack whose settings name no Google Cloud project */
  readonly google: ProviderResource;
  readonly random: ProviderResource;
}

/** What a system receives besides its settings. */
export interface SystemContext {
  /** Name of the system, such as `howlerops`. */
  readonly system: string;
  /** Name of the stack, such as `howlerops-prod`: the prefix of names that must be unique in a project. */
  readonly stack: string;
  readonly environment: Environment;
  readonly providers: CloudProviders;
  /**
   * Called by code that creates something that exists once in a system, such as `zone`.
   *
   * @throws Error if a slice creates something that it does not own
   */
  claim(thing: string): void;
}
