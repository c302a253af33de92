import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isRecord, isSecret, isUnknown, type Node, type Value } from "#graph/model";

const ROOT = join(import.meta.dirname, "../../..");
/** The pack of this repository. */
export const STRATA_PACK = join(ROOT, "policies/packs/strata");
/** What the engine sends for a text that it does not know yet. Source: @pulumi/pulumi, runtime/rpc.js. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET_SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** What a policy reported, as it came over the wire. */
export interface Diagnostic {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly enforcement: "advisory" | "mandatory" | "other";
}

/** What a pack says of one of its policies. */
export interface PolicyInfo {
  readonly name: string;
  readonly description: string;
  readonly isStackPolicy: boolean;
  readonly enforcement: Diagnostic["enforcement"];
  readonly remediationSteps: string;
  readonly framework: string;
  readonly tags: readonly string[];
}

/** A policy pack in a process of its own, loaded as the engine loads it and asked as the engine asks. */
export class RunningPack {
  readonly #process: ChildProcess;
  readonly #client: AnalyzerClient;

  private constructor(process: ChildProcess, port: string) {
    this.#process = process;
    this.#client = new service.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  /** @param folder the pack's, which holds PulumiPolicy.yaml; the engine makes it the working directory */
  static async start(folder: string): Promise<RunningPack> {
    const runner = join(ROOT, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], { cwd: folder });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { value: port } = await lines.next();
    if (typeof port !== "string" || !/^\d+$/.test(port)) {
      child.kill();
      throw new Error(`the pack did not start: ${port ?? ""}${errors}`);
    }
    return new RunningPack(child, port);
  }

  async policies(): Promise<PolicyInfo[]> {
    const info = await this.#call(this.#client.getAnalyzerInfo, new EmptyMessage());
    return info.getPoliciesList().map((policy) => ({
      name: policy.getName(),
      description: policy.getDescription(),
      isStackPolicy: policy.getPolicyType() === messages.PolicyType.POLICY_TYPE_STACK,
      enforcement: level(policy.getEnforcementlevel()),
      remediationSteps: policy.getRemediationSteps(),
      framework: policy.getFramework()?.getName() ?? "",
      tags: policy.getTagsList(),
    }));
  }

  /** Runs the policies over one resource's inputs. */
  async analyze(node: Node): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeRequest();
    describeResource(request, node);
    const response = await this.#call(this.#client.analyze, request);
    return response.getDiagnosticsList().map((each) => ({ ...toDiagnostic(each), urn: node.urn }));
  }

  /**
   * Runs the policies over all resources, by their outputs: for which inputs stand, as an echoing provider's do, and
   * of a component what it published.
   */
  async analyzeStack(nodes: readonly Node[]): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
      nodes.map((node) => {
        const resource = new messages.AnalyzerResource();
        describeResource(resource, node, node.custom ? node.inputs : (node.published ?? {}));
        resource.setParent(node.parent ?? "");
        resource.setDependenciesList([...node.dependencies]);
        for (const [input, urns] of Object.entries(node.propertyDependencies)) {
          const dependencies = new messages.AnalyzerPropertyDependencies();
          dependencies.setUrnsList([...urns]);
          resource.getPropertydependenciesMap().set(input, dependencies);
        }
        return resource;
      }),
    );
    const response = await this.#call(this.#client.analyzeStack, request);
    return response.getDiagnosticsList().map(toDiagnostic);
  }

  stop(): void {
    this.#client.close();
    this.#process.kill();
  }

  #call<Reply>(method: Method<Reply>, request: object): Promise<Reply> {
    return new Promise((resolve, reject) => {
      method.call(this.#client, request, (error, reply) => (error ? reject(error) : resolve(reply)));
    });
  }
}

function describeResource(
  target: ResourceMessage,
  { urn, type, name, inputs, protect, parent, provider }: Node,
  properties = inputs,
) {
  target.setUrn(urn);
  target.setType(type);
  target.setName(name);
  target.setProperties(Struct.fromJavaScript(toWire(properties)));
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(protect);
  options.setParent(parent ?? "");
  target.setOptions(options);
  if (provider) {
    const message = new messages.AnalyzerProviderResource();
    message.setUrn(provider);
    message.setType(provider.split("::")[2] ?? "");
    message.setName(provider.split("::")[3] ?? "");
    message.setProperties(Struct.fromJavaScript({}));
    target.setProvider(message);
  }
}

/** A value as the engine sends it: unknowns and secrets by their signatures. */
function toWire(value: Value): unknown {
  if (isUnknown(value)) {
    return UNKNOWN_TEXT;
  }
  if (isSecret(value)) {
    return { ...SECRET_SIGNATURE, value: "planted-secret" };
  }
  if (Array.isArray(value)) {
    return value.map((item: Value) => toWire(item));
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]))
    : value;
}

function toDiagnostic(message: DiagnosticMessage): Diagnostic {
  return {
    policy: message.getPolicyname(),
    urn: message.getUrn(),
    message: message.getMessage(),
    enforcement: level(message.getEnforcementlevel()),
  };
}

function level(value: number): Diagnostic["enforcement"] {
  const { ADVISORY, MANDATORY } = messages.EnforcementLevel;
  return value === ADVISORY ? "advisory" : value === MANDATORY ? "mandatory" : "other";
}

// The SDK ships the engine's protocol as CommonJS modules, and depends on the libraries that speak it.
const require = createRequire(import.meta.resolve("@pulumi/pulumi"));
const messages: Messages = require("@pulumi/pulumi/proto/analyzer_pb.js");
const service: { AnalyzerClient: new (address: string, credentials: unknown) => AnalyzerClient } =
  require("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const grpc: { credentials: { createInsecure(): unknown } } = require("@grpc/grpc-js");
const { Struct }: { Struct: { fromJavaScript(value: unknown): unknown } } =
  require("google-protobuf/google/protobuf/struct_pb.js");
const {
  Empty: EmptyMessage,
}: { Empty: new () => object } = require("google-protobuf/google/protobuf/empty_pb.js");

type Method<Reply> = (request: object, done: (error: Error | null, reply: Reply) => void) => void;

interface AnalyzerClient {
  getAnalyzerInfo: Method<{ getPoliciesList(): PolicyMessage[] }>;
  analyze: Method<{ getDiagnosticsList(): DiagnosticMessage[] }>;
  analyzeStack: Method<{ getDiagnosticsList(): DiagnosticMessage[] }>;
  close(): void;
}

interface PolicyMessage {
  getName(): string;
  getDescription(): string;
  getPolicyType(): number;
  getEnforcementlevel(): number;
  getRemediationSteps(): string;
  getFramework(): { getName(): string } | undefined;
  getTagsList(): string[];
}

interface DiagnosticMessage {
  getPolicyname(): string;
  getUrn(): string;
  getMessage(): string;
  getEnforcementlevel(): number;
}

interface ResourceMessage {
  setUrn(urn: string): void;
  setType(type: string): void;
  setName(name: string): void;
  setProperties(properties: unknown): void;
  setOptions(options: object): void;
  setProvider(provider: object): void;
}

interface Messages {
  AnalyzeRequest: new () => ResourceMessage;
  AnalyzeStackRequest: new () => { setResourcesList(resources: readonly object[]): void };
  AnalyzerResource: new () => ResourceMessage & {
    setParent(urn: string): void;
    setDependenciesList(urns: string[]): void;
    getPropertydependenciesMap(): { set(input: string, dependencies: object): void };
  };
  AnalyzerPropertyDependencies: new () => { setUrnsList(urns: string[]): void };
  AnalyzerResourceOptions: new () => { setProtect(protect: boolean): void; setParent(urn: string): void };
  AnalyzerProviderResource: new () => Omit<ResourceMessage, "setOptions" | "setProvider">;
  PolicyType: { POLICY_TYPE_STACK: number };
  EnforcementLevel: { ADVISORY: number; MANDATORY: number };
}
