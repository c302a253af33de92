import { runtime } from "@pulumi/pulumi";
import type { Program } from "#graph/record/record";
import { runtime as rpcs, state } from "#graph/record/sdk/sdk";

/** What the SDK itself sends to an engine for one resource, with URNs shortened to names. */
export interface SentResource {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly inputs: unknown;
}

interface Request {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getParent(): string;
  getProvider(): string;
  getProtect(): boolean;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): {
    forEach(each: (from: { getUrnsList(): string[] }, input: string) => void): void;
  };
  getObject(): { toJavaScript(): unknown };
}

type Register = (request: Request, reply: unknown) => void;

/**
 * Runs a program under the SDK's own mocks, in preview, and returns what it registers, by name. The names of
 * all its resources have to differ. Ids are unknown, as they are before a deployment.
 */
export function runMocked(program: Program): Promise<Map<string, SentResource>> {
  return state.withLocalStorage(async () => {
    const mocks = {
      newResource: ({ inputs }: { inputs: unknown }) => ({ id: undefined, state: inputs as object }),
      call: () => ({}),
    };
    await runtime.setMocks(mocks, "tests", "unit", true);
    const sent = new Map<string, SentResource>();
    const monitor = runtime.getMonitor() as unknown as { registerResource: Register };
    const register: Register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, reply) => {
      sent.set(request.getName(), describe(request));
      register(request, reply);
    };
    await runtime.runInPulumiStack(async () => (await program()) ?? {});
    await rpcs.waitForRPCs();
    return sent;
  });
}

function describe(request: Request): SentResource {
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((from, input) => {
    const names = from.getUrnsList().map(nameOf).sort();
    if (names.length > 0) {
      propertyDependencies[input] = names;
    }
  });
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent() ? nameOf(request.getParent()) : undefined,
    provider: request.getProvider() ? request.getProvider().split("::").at(-2) : undefined,
    protect: request.getProtect(),
    dependencies: request.getDependenciesList().map(nameOf).sort(),
    propertyDependencies,
    inputs: withMarkers(request.getObject().toJavaScript()),
  };
}

/** The last part of a URN: the mocks' own lack all types of ancestors but the nearest. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function withMarkers(sent: unknown): unknown {
  if (sent === runtime.unknownValue) {
    return { $unknown: true };
  }
  if (typeof sent !== "object" || sent === null) {
    return sent;
  }
  if (Array.isArray(sent)) {
    return sent.map(withMarkers);
  }
  const record = sent as Record<string, unknown>;
  switch (record[runtime.specialSigKey]) {
    case runtime.specialSecretSig:
      return { $secret: true };
    case runtime.specialResourceSig:
      return nameOf(String(record["urn"]));
    default:
      return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, withMarkers(member)]));
  }
}
