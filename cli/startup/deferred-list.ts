/** What of a deferred module is known without loading it, because the SDK reads it while it loads. */
export interface Known {
  /** Constants, equal to the module's. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Names of functions, which load the module when they are called. */
  readonly functions?: readonly string[];
}

/** The protocol's messages that a run without an engine makes and nobody reads. */
class Message {
  setUrn(): void {}
}

/**
 * What the Pulumi SDK loads although a plan does not use it: three quarters of its modules and of its loading time.
 * Function serialization for the cloud (TypeScript, npm's resolver, a reader of package files), the Automation API with
 * what runs the CLI, the engine's protocol, tracing. Folders below `node_modules` to what is known of their modules.
 */
export const DEFERRED: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  "@grpc/grpc-js": {},
  "@logdna/tail-file": {},
  "@npmcli/arborist": {},
  "@opentelemetry/api": {},
  "@pulumi/pulumi/automation": {},
  "@pulumi/pulumi/dynamic": {},
  "@pulumi/pulumi/proto": {
    "engine_pb.js": {
      values: { LogSeverity: { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3 }, SetRootResourceRequest: Message },
    },
    "resource_pb.js": {
      values: {
        ResourceMonitorFeature: {
          RESOURCE_MONITOR_FEATURE_SECRETS: 0,
          RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES: 1,
          RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES: 2,
          RESOURCE_MONITOR_FEATURE_ALIAS_SPECS: 3,
          RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER: 4,
          RESOURCE_MONITOR_FEATURE_DELETED_WITH: 5,
          RESOURCE_MONITOR_FEATURE_REPLACE_WITH: 6,
          RESOURCE_MONITOR_FEATURE_TRANSFORMS: 7,
          RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS: 8,
          RESOURCE_MONITOR_FEATURE_PARAMETERIZATION: 9,
          RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS: 10,
          RESOURCE_MONITOR_FEATURE_ERROR_HOOKS: 11,
          RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS: 12,
          RESOURCE_MONITOR_FEATURE_BYTE_STRING: 13,
          RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON: 14,
          RESOURCE_MONITOR_FEATURE_INVOKE_PARENT: 15,
          RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS: 16,
          RESOURCE_MONITOR_FEATURE_INVOKE_OUTPUT_VALUES: 17,
          RESOURCE_MONITOR_FEATURE_CALL_OUTPUT_VALUES: 18,
        },
      },
    },
  },
  "@pulumi/pulumi/provider": {},
  "@pulumi/pulumi/runtime/closure": {
    "codePaths.js": { functions: ["computeCodePaths"] },
    "serializeClosure.js": { functions: ["serializeFunctionAsync", "serializeFunction"] },
  },
  execa: {},
  "google-protobuf": { "google/protobuf/empty_pb.js": { values: { Empty: Message } } },
  "js-yaml": {},
  "normalize-package-data": {},
  semver: {},
  typescript: {},
  upath: {},
};
