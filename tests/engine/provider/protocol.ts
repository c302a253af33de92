import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as Plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as Service from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as Proto from "@pulumi/pulumi/proto/provider_pb.js";
import type * as StatusModule from "@pulumi/pulumi/proto/status_pb.js";
import type * as AnyModule from "google-protobuf/google/protobuf/any_pb.js";
import type * as EmptyModule from "google-protobuf/google/protobuf/empty_pb.js";
import type * as StructModule from "google-protobuf/google/protobuf/struct_pb.js";
import { CODES, InitializationFailed, ProviderError } from "./failure.ts";
import type { WireRecord } from "./wire.ts";

export type { Grpc, Proto, StructModule };

// The SDK's own copies: two of either library would not know each other's objects. All of them are CommonJS
// whose exports Node cannot see without running them.
const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
export const grpc: typeof Grpc = sdk("@grpc/grpc-js");
export const plugin: typeof Plugin = sdk("@pulumi/pulumi/proto/plugin_pb.js");
export const proto: typeof Proto = sdk("@pulumi/pulumi/proto/provider_pb.js");
export const service: typeof Service = sdk("@pulumi/pulumi/proto/provider_grpc_pb.js");
export const { Empty }: typeof EmptyModule = sdk("google-protobuf/google/protobuf/empty_pb.js");
const { Struct }: typeof StructModule = sdk("google-protobuf/google/protobuf/struct_pb.js");
const { Any }: typeof AnyModule = sdk("google-protobuf/google/protobuf/any_pb.js");
const { Status }: typeof StatusModule = sdk("@pulumi/pulumi/proto/status_pb.js");

/** A message's record. */
export function unpack(message: StructModule.Struct | undefined): WireRecord {
  return (message?.toJavaScript() ?? {}) as WireRecord;
}

/** A record as a message. */
export function pack(record: WireRecord): StructModule.Struct {
  return Struct.fromJavaScript(record as Parameters<typeof Struct.fromJavaScript>[0]);
}

/**
 * A handler of the protocol; what it throws reaches the engine as the operation's error. Besides the request it is
 * told where the call comes from: each connection has an address of its own.
 */
export function answer<Request, Response>(
  handle: (request: Request, peer: string) => Promise<Response>,
): Grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    handle(call.request, call.getPeer()).then(
      (response) => callback(null, response),
      (error: unknown) => callback(failure(error)),
    );
  };
}

function failure(error: unknown): Partial<Grpc.StatusObject> {
  if (error instanceof InitializationFailed) {
    return { code: grpc.status.UNKNOWN, details: error.message, metadata: leftBehind(error) };
  }
  return {
    code: error instanceof ProviderError ? CODES[error.code] : grpc.status.INTERNAL,
    details: error instanceof Error ? error.message : String(error),
  };
}

/** What was created all the same, where the engine looks for it: in a trailer of the answer. */
function leftBehind({ id, outputs, inputs, reasons, message }: InitializationFailed): Grpc.Metadata {
  const detail = new proto.ErrorResourceInitFailed();
  detail.setId(id);
  detail.setProperties(pack(outputs));
  detail.setInputs(pack(inputs));
  detail.setReasonsList([...reasons]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
