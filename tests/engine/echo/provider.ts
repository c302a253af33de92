import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import type * as Grpc from "@grpc/grpc-js";
import type * as Plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as Service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Proto from "@pulumi/pulumi/proto/provider_pb.js";
import type * as EmptyModule from "google-protobuf/google/protobuf/empty_pb.js";
import type * as StructModule from "google-protobuf/google/protobuf/struct_pb.js";
import { idOf, outputsOf, type Subject, type WireRecord } from "./outputs.ts";

/*
 * A provider without a cloud. It speaks the engine's own protocol, so that it can answer previews as real
 * providers do; the SDK's provider server leaves previews to the engine.
 */

// The SDK's own copies: two of either library would not know each other's objects. All of them are CommonJS
// whose exports Node cannot see without running them.
const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
const grpc: typeof Grpc = sdk("@grpc/grpc-js");
const { Struct }: typeof StructModule = sdk("google-protobuf/google/protobuf/struct_pb.js");
const { Empty }: typeof EmptyModule = sdk("google-protobuf/google/protobuf/empty_pb.js");
const plugin: typeof Plugin = sdk("@pulumi/pulumi/proto/plugin_pb.js");
const proto: typeof Proto = sdk("@pulumi/pulumi/proto/provider_pb.js");
const service: typeof Service = sdk("@pulumi/pulumi/proto/provider_grpc_pb.js");

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Starts a provider and prints its port, which is how the engine finds it. */
export async function serve(version: string): Promise<void> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  server.addService(service.ResourceProviderService, handlers(version));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  process.stdout.write(`${port}\n`);
}

function handlers(version: string): Grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: answer(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    attach: answer(() => new Empty()),
    cancel: answer(() => new Empty()),
    configure: answer(() => {
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      return response;
    }),
    checkConfig: answer(check),
    diffConfig: answer(diff),
    check: answer(check),
    diff: answer(diff),
    create: answer((request: Proto.CreateRequest) => {
      const subject = subjectOf(request);
      const response = new proto.CreateResponse();
      response.setId(request.getPreview() ? "" : idOf(subject));
      response.setProperties(pack(outputsOf(subject, unpack(request.getProperties()), request.getPreview())));
      return response;
    }),
    update: answer((request: Proto.UpdateRequest) => {
      const response = new proto.UpdateResponse();
      response.setProperties(
        pack(outputsOf(subjectOf(request), unpack(request.getNews()), request.getPreview())),
      );
      return response;
    }),
    read: answer((request: Proto.ReadRequest) => {
      const response = new proto.ReadResponse();
      response.setId(request.getId());
      const { id: _, ...outputs } = outputsOf(subjectOf(request), unpack(request.getProperties()), false);
      response.setProperties(pack({ ...outputs, id: request.getId() }));
      response.setInputs(request.getInputs() ?? request.getProperties());
      return response;
    }),
    delete: answer(() => new Empty()),
    invoke: answer((request: Proto.InvokeRequest) => {
      const token = request.getTok();
      const subject = { urn: token, type: token, name: token.split(":").at(-1) ?? token };
      const response = new proto.InvokeResponse();
      response.setReturn(pack(outputsOf(subject, unpack(request.getArgs()), false)));
      return response;
    }),
  };
}

function check(request: Proto.CheckRequest): Proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

/** Inputs that differ from the last ones are a change; none of them asks for a replacement. */
function diff(request: Proto.DiffRequest): Proto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  const olds = unpack(request.getOldInputs());
  const news = unpack(request.getNews());
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  const changed = [...keys].filter((key) => !isDeepStrictEqual(olds[key], news[key]));
  const response = new proto.DiffResponse();
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}

interface Request {
  getUrn(): string;
  getType(): string;
  getName(): string;
}

function subjectOf(request: Request): Subject {
  return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function unpack(message: StructModule.Struct | undefined): WireRecord {
  return (message?.toJavaScript() ?? {}) as WireRecord;
}

function pack(record: WireRecord): StructModule.Struct {
  return Struct.fromJavaScript(record as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** A handler that answers at once; what it throws reaches the engine as the operation's error. */
function answer<Request, Response>(
  handle: (request: Request) => Response,
): Grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, handle(call.request));
    } catch (error) {
      callback({
        code: grpc.status.INTERNAL,
        details: error instanceof Error ? error.message : String(error),
      });
    }
  };
}
