import type { Inputs, ProviderResource } from "@pulumi/pulumi";
import type { z } from "zod";
import type { Environment } from "./environment.ts";

/** The providers of a stack. The Kubernetes provider comes from the cluster that the system builds. */
export interface CloudProviders {
  readonly cloudflare: ProviderResource;
  readonly google: ProviderResource;
  readonly random: ProviderResource;
}

/** What a system is handed besides its settings. */
export interface SystemContext {
  /** Name of the stack, such as `howlerops-prod`: the prefix of names that must be unique in a project. */
  readonly stack: string;
  readonly environment: Environment;
  readonly providers: CloudProviders;
}

/** A documented topology: its settings and the function that composes it from components. @public */
export interface System<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Shape of the `strata:` keys of its stack files. */
  readonly settings: Schema;
  /** Constructs the resources and returns the stack outputs. */
  build(settings: z.infer<Schema>, context: SystemContext): Inputs;
}

/** Ties a system's settings to its builder, so that the builder's argument is typed by the schema. */
export function defineSystem<Schema extends z.ZodType>(system: System<Schema>): System<Schema> {
  return system;
}
