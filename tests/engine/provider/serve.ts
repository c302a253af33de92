import {
  answer,
  Empty,
  type Grpc,
  grpc,
  type Proto,
  pack,
  plugin,
  proto,
  service,
  unpack,
} from "./protocol.ts";
import {
  type CheckAnswer,
  type CheckRequest,
  changedKeys,
  type DiffAnswer,
  type DiffRequest,
  type PropertyDiff,
  type ResourceIdentity,
  type TestProvider,
} from "./provider.ts";

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/**
 * Serves a provider. It speaks the engine's own protocol, so that it can answer previews as real providers do; the
 * SDK's provider server leaves previews to the engine.
 *
 * @param name the package, as in `pulumi-resource-<name>`
 * @param version the one that the SDK asks for, so that the engine has no reason to look for another plugin
 * @param open makes the provider of a connection: the engine makes one for each provider of a program
 * @returns the port
 */
export function serve(name: string, version: string, open: () => TestProvider): Promise<number> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(service.ResourceProviderService, handlers(version, open));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(new Error(`provider ${name}: ${error.message}`)) : resolve(port),
    );
  });
}

function handlers(version: string, open: () => TestProvider): Grpc.UntypedServiceImplementation {
  const connected = new Map<string, TestProvider>();
  const connect = (peer: string): TestProvider => {
    const provider = open();
    connected.set(peer, provider);
    return provider;
  };
  const on = <Request, Response>(
    handle: (provider: TestProvider, request: Request) => Promise<Response>,
  ): Grpc.handleUnaryCall<Request, Response> =>
    answer((request, peer) => handle(connected.get(peer) ?? connect(peer), request));
  return {
    getPluginInfo: answer(async () => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    // The first call of an engine that finds the provider running; the address may have been another engine's.
    attach: answer(async (_request, peer) => {
      connect(peer);
      return new Empty();
    }),
    cancel: on(async (provider) => {
      await provider.cancel?.();
      return new Empty();
    }),
    configure: on(async (provider, request: Proto.ConfigureRequest) => {
      await provider.configure?.({ args: unpack(request.getArgs()) });
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    }),
    checkConfig: on(async (provider, request: Proto.CheckRequest) => {
      const check = checkRequest(request);
      return checkResponse((await provider.checkConfig?.(check)) ?? { inputs: check.news });
    }),
    diffConfig: on(async (provider, request: Proto.DiffRequest) => {
      const diff = diffRequest(request);
      const answered = await provider.diffConfig?.(diff);
      return diffResponse(answered ?? { diffs: changedKeys(diff.oldInputs, diff.news) });
    }),
    check: on(async (provider, request: Proto.CheckRequest) =>
      checkResponse(await provider.check(checkRequest(request))),
    ),
    diff: on(async (provider, request: Proto.DiffRequest) =>
      diffResponse(await provider.diff(diffRequest(request))),
    ),
    create: on(async (provider, request: Proto.CreateRequest) => {
      const preview = request.getPreview();
      const { id, outputs } = await provider.create({
        ...identityOf(request),
        inputs: unpack(request.getProperties()),
        preview,
        timeoutSeconds: request.getTimeout(),
      });
      const response = new proto.CreateResponse();
      response.setId(preview ? "" : id);
      response.setProperties(pack(outputs));
      return response;
    }),
    read: on(async (provider, request: Proto.ReadRequest) => {
      const found = await provider.read({
        ...identityOf(request),
        id: request.getId(),
        outputs: unpack(request.getProperties()),
        inputs: unpack(request.getInputs()),
      });
      const response = new proto.ReadResponse();
      // An answer without an id says that there is no such resource.
      if (found) {
        response.setId(found.id);
        response.setProperties(pack(found.outputs));
        response.setInputs(pack(found.inputs));
      }
      return response;
    }),
    update: on(async (provider, request: Proto.UpdateRequest) => {
      const { outputs } = await provider.update({
        ...identityOf(request),
        id: request.getId(),
        olds: unpack(request.getOlds()),
        oldInputs: unpack(request.getOldInputs()),
        news: unpack(request.getNews()),
        preview: request.getPreview(),
        ignoreChanges: request.getIgnorechangesList(),
        timeoutSeconds: request.getTimeout(),
      });
      const response = new proto.UpdateResponse();
      response.setProperties(pack(outputs));
      return response;
    }),
    delete: on(async (provider, request: Proto.DeleteRequest) => {
      await provider.delete({
        ...identityOf(request),
        id: request.getId(),
        olds: unpack(request.getProperties()),
        oldInputs: unpack(request.getOldInputs()),
        timeoutSeconds: request.getTimeout(),
      });
      return new Empty();
    }),
    invoke: on(async (provider, request: Proto.InvokeRequest) => {
      const result = await provider.invoke({ token: request.getTok(), args: unpack(request.getArgs()) });
      const response = new proto.InvokeResponse();
      response.setReturn(pack(result));
      return response;
    }),
  };
}

interface Request {
  getUrn(): string;
  getType(): string;
  getName(): string;
}

function identityOf(request: Request): ResourceIdentity {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function checkRequest(request: Proto.CheckRequest): CheckRequest {
  return {
    ...identityOf(request),
    olds: unpack(request.getOlds()),
    news: unpack(request.getNews()),
    randomSeed: request.getRandomseed_asU8(),
  };
}

function checkResponse({ inputs, failures = [] }: CheckAnswer): Proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(pack(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function diffRequest(request: Proto.DiffRequest): DiffRequest {
  return {
    ...identityOf(request),
    id: request.getId(),
    olds: unpack(request.getOlds()),
    oldInputs: unpack(request.getOldInputs()),
    news: unpack(request.getNews()),
    ignoreChanges: request.getIgnorechangesList(),
  };
}

function diffResponse(diff: DiffAnswer): Proto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse();
  response.setChanges(diff.diffs.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...diff.diffs]);
  response.setReplacesList([...(diff.replaces ?? [])]);
  response.setStablesList([...(diff.stables ?? [])]);
  response.setDeletebeforereplace(diff.deleteBeforeReplace ?? false);
  response.setHasdetaileddiff(diff.detailed !== undefined);
  for (const [path, difference] of Object.entries(diff.detailed ?? {})) {
    response.getDetaileddiffMap().set(path, propertyDiff(difference));
  }
  return response;
}

const { Kind } = proto.PropertyDiff;
const KINDS = {
  add: Kind.ADD,
  delete: Kind.DELETE,
  update: Kind.UPDATE,
  "add-replace": Kind.ADD_REPLACE,
  "delete-replace": Kind.DELETE_REPLACE,
  "update-replace": Kind.UPDATE_REPLACE,
} as const;

function propertyDiff({ kind, inputs }: PropertyDiff): Proto.PropertyDiff {
  const message = new proto.PropertyDiff();
  message.setKind(KINDS[kind]);
  message.setInputdiff(inputs);
  return message;
}
