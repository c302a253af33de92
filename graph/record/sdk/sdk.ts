import { createRequire } from "node:module";
import type {
  Inputs,
  Output,
  Resource,
  ResourceOptions,
  ResourceTransformation,
  StackReference,
} from "@pulumi/pulumi";

/*
 * The parts of the Pulumi SDK that recording relies on and that its declarations omit. They are named only here, with
 * their shapes in @pulumi/pulumi 3.270; `assertHooks` fails when they are missing.
 */

export interface RegistrationModule {
  registerResource(
    resource: Resource,
    parent: Resource | undefined,
    type: string,
    name: string,
    custom: boolean,
    remote: boolean,
    newDependency: (urn: string) => Resource,
    inputs: Inputs,
    options: ResourceOptions,
    ...rest: unknown[]
  ): void;
  readResource(
    resource: Resource,
    parent: Resource | undefined,
    type: string,
    name: string,
    inputs: Inputs,
    options: ResourceOptions,
    ...rest: unknown[]
  ): void;
  getResource(
    resource: Resource,
    parent: Resource | undefined,
    inputs: Inputs,
    custom: boolean,
    urn: string,
  ): void;
  registerResourceOutputs(resource: Resource, outputs: Inputs | Promise<Inputs> | Output<Inputs>): void;
}

/** The options of a function call that recording reads. */
export interface InvokeOptions {
  readonly provider?: Resource;
  readonly parent?: Resource;
  readonly dependsOn?: unknown;
}

type Invoke<Answer> = (
  token: string,
  inputs: Inputs | undefined,
  options?: InvokeOptions,
  ...rest: unknown[]
) => Answer;
type Call = (token: string, inputs: Inputs | undefined, resource?: Resource, ...rest: unknown[]) => unknown;

interface RpcModule {
  serializeProperty(label: string, value: unknown, dependencies: Set<Resource>): Promise<unknown>;
  deserializeProperty(wire: unknown, keepUnknowns?: boolean): unknown;
  isRpcSecret(value: unknown): boolean;
  unwrapRpcSecret(value: unknown): unknown;
  readonly unknownValue: string;
  readonly specialSigKey: string;
  readonly specialSecretSig: string;
  readonly specialResourceSig: string;
  readonly specialAssetSig: string;
  readonly specialArchiveSig: string;
}

interface DependsOnModule {
  gatherExplicitDependencies(dependsOn: unknown): Promise<Resource[]>;
  getAllTransitivelyReferencedResourceURNs(
    resources: Set<Resource>,
    exclude: Set<Resource>,
  ): Promise<Set<string>>;
}

/** The SDK's state of one program run; only the fields that recording sets. */
export interface Store {
  settings: {
    monitor: unknown;
    engine: unknown;
    options: {
      project: string;
      stack: string;
      organization: string;
      rootDirectory?: string;
      dryRun: boolean;
    };
  };
  config: Record<string, string>;
  callbacks: unknown;
}

interface StateModule {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
  getStore(): Store;
  getStackResource(): { __transformations?: ResourceTransformation[] } | undefined;
}

interface RuntimeModule {
  invoke: Invoke<Promise<unknown>>;
  invokeSingle: Invoke<Promise<unknown>>;
  invokeOutput: Invoke<unknown>;
  invokeSingleOutput: Invoke<unknown>;
  call: Call;
  callSingle: Call;
  runInPulumiStack(init: () => Promise<Inputs>): Promise<Inputs>;
  registerStackTransformation(transformation: ResourceTransformation): void;
  waitForRPCs(): Promise<void>;
}

interface ResourceModule {
  Resource: { stackTrace(skip: number): unknown[] };
}

interface OutputModule {
  Output: OutputConstructor;
  output(value: unknown): MutableOutput;
  secret(value: unknown): MutableOutput;
  readonly unknown: unknown;
  isUnknown(value: unknown): boolean;
  containsUnknowns(value: unknown): boolean;
}

export type OutputConstructor = {
  new (
    resources: Resource | Set<Resource> | Resource[],
    value: Promise<unknown>,
    isKnown: Promise<boolean>,
    isSecret: Promise<boolean>,
    allResources?: Promise<Iterable<Resource>>,
  ): MutableOutput;
  prototype: { apply: Apply };
};

interface StackReferenceModule {
  StackReference: { prototype: Pick<StackReference, "getOutput" | "requireOutput"> };
}

interface ConfigMethods {
  fullKey(key: string): string;
  [method: string]: (this: ConfigMethods, key: string, options?: unknown) => unknown;
}

interface ConfigModule {
  Config: { prototype: ConfigMethods };
}

interface RuntimeConfigModule {
  getConfig(key: string): string | undefined;
}

interface UtilsModule {
  /** Whether converting an Output to a string throws, or returns a warning. */
  errorOutputString: boolean;
}

export type Apply = (
  this: unknown,
  func: (value: unknown) => unknown,
  runWithUnknowns?: boolean,
) => MutableOutput;
export type MutableOutput = Omit<Output<unknown>, "apply"> & {
  apply: Apply;
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  promise(withUnknowns?: boolean): Promise<unknown>;
  resources(): Set<Resource>;
  allResources(): Promise<Set<Resource>>;
};

const require = createRequire(import.meta.url);
const load = <Module>(path: string): Module => require(`@pulumi/pulumi/${path}`);

export const registration = load<RegistrationModule>("runtime/resource.js");
export const rpc = load<RpcModule>("runtime/rpc.js");
export const dependsOn = load<DependsOnModule>("runtime/dependsOn.js");
export const state = load<StateModule>("runtime/state.js");
export const resources = load<ResourceModule>("resource.js");
export const outputs = load<OutputModule>("output.js");
/** What generated SDKs call. The package copies the functions of its modules. */
export const sdk = load<Pick<OutputModule, "secret">>("index.js");
export const stackReference = load<StackReferenceModule>("stackReference.js");
export const config = {
  Config: load<ConfigModule>("config.js").Config,
  getConfig: load<RuntimeConfigModule>("runtime/config.js").getConfig,
};
export const utils = load<UtilsModule>("utils.js");
/** `pulumi.runtime`, through which generated SDKs call functions. */
export const runtime = load<RuntimeModule>("runtime/index.js");

/** Fails when the installed SDK lacks a function that recording replaces or calls. */
export function assertHooks(): void {
  const needed = {
    "runtime/resource.registerResource": registration.registerResource,
    "runtime/resource.readResource": registration.readResource,
    "runtime/resource.getResource": registration.getResource,
    "runtime/resource.registerResourceOutputs": registration.registerResourceOutputs,
    "runtime/rpc.serializeProperty": rpc.serializeProperty,
    "runtime/dependsOn.gatherExplicitDependencies": dependsOn.gatherExplicitDependencies,
    "runtime/dependsOn.getAllTransitivelyReferencedResourceURNs":
      dependsOn.getAllTransitivelyReferencedResourceURNs,
    "runtime/state.withLocalStorage": state.withLocalStorage,
    "runtime/state.getStackResource": state.getStackResource,
    "resource.Resource.stackTrace": resources.Resource.stackTrace,
    "output.Output.prototype.apply": outputs.Output.prototype.apply,
    "config.Config.prototype.fullKey": config.Config.prototype.fullKey,
    "config.Config.prototype.requireSecretObject": config.Config.prototype["requireSecretObject"],
    "runtime/config.getConfig": config.getConfig,
    "output.containsUnknowns": outputs.containsUnknowns,
    "stackReference.StackReference.prototype.getOutput": stackReference.StackReference.prototype.getOutput,
    "stackReference.StackReference.prototype.requireOutput":
      stackReference.StackReference.prototype.requireOutput,
    "runtime.registerStackTransformation": runtime.registerStackTransformation,
    "runtime.invoke": runtime.invoke,
    "runtime.invokeSingle": runtime.invokeSingle,
    "runtime.invokeOutput": runtime.invokeOutput,
    "runtime.invokeSingleOutput": runtime.invokeSingleOutput,
    "runtime.call": runtime.call,
    "runtime.callSingle": runtime.callSingle,
  };
  const missing = Object.keys(needed).filter(
    (name) => typeof needed[name as keyof typeof needed] !== "function",
  );
  if (missing.length > 0) {
    throw new Error(
      `@pulumi/pulumi: ${missing.join(", ")} not found; recording was built on version 3.270 of the SDK`,
    );
  }
}
