import {
  type KubernetesObject,
  kindOf,
  nameOf,
  namespaceOf,
  recordAt,
  referenceOf,
} from "../cluster/api/object.ts";
import { InitializationFailed, ProviderError } from "../provider/failure.ts";
import type { DeleteRequest, Existing, ReadRequest } from "../provider/provider.ts";
import type { WireRecord } from "../provider/wire.ts";
import { awaitGone } from "./await/await.ts";
import { NotReady } from "./await/not-ready.ts";
import { assertReady } from "./await/read.ts";
import { propagationOf, timeoutSecondsOf } from "./object/annotations.ts";
import { isPatch, kindOfToken } from "./object/identity.ts";
import { normalized, prune, without } from "./object/prune.ts";
import { lastSeen, outputsOf } from "./object/state.ts";
import { toObject, toOutputs } from "./object/wire-object.ts";
import type { Session } from "./session.ts";

/** An object that is there; undefined when it is not, or its kind is not served any more. */
export async function read(
  { api }: Session,
  request: ReadRequest,
): Promise<(Existing & { readonly inputs: WireRecord }) | undefined> {
  const { id, type, inputs, outputs } = request;
  const isImport = Object.keys(inputs).length === 0 && Object.keys(outputs).length === 0;
  const [namespace, name] = id.includes("/") ? id.split("/", 2) : ["", id];
  const known = toObject(inputs);
  const kind = kindOf(known).kind ? kindOf(known) : kindOfToken(type);
  const live = await api.get({ ...kind, name: name ?? "", namespace: namespace ?? "" });
  if (!live) {
    return undefined;
  }
  const manager = lastSeen(outputs).manager;
  const liveInputs = isImport ? importedInputs(live) : prune(live, normalized(known));
  const wireInputs = toOutputs(liveInputs, inputs);
  const found = { id, inputs: wireInputs, outputs: outputsOf(live, wireInputs, manager) };
  try {
    await assertReady(api, live);
  } catch (error) {
    throw error instanceof NotReady
      ? new InitializationFailed(error.message, { ...found, reasons: [error.message, ...error.reasons] })
      : error;
  }
  return found;
}

/** Deletes an object with all that belongs to it, and waits until it is gone. */
export async function remove(session: Session, request: DeleteRequest): Promise<void> {
  const { api, cancelled } = session;
  const { type, olds, oldInputs } = request;
  const { live, manager } = lastSeen(olds);
  const inputs = toObject(oldInputs);
  if (isPatch(type)) {
    const { apiVersion, kind } = kindOf(live);
    const metadata = { name: nameOf(live), ...(namespaceOf(live) ? { namespace: namespaceOf(live) } : {}) };
    await api.apply({ apiVersion, kind, metadata }, { fieldManager: manager });
    return;
  }
  const found = await api.get(referenceOf(live));
  if (!found || !(await api.delete(referenceOf(live), propagationOf(inputs)))) {
    return;
  }
  try {
    await awaitGone(api, found, timeoutSecondsOf(inputs, request.timeoutSeconds), cancelled);
  } catch (error) {
    throw error instanceof NotReady
      ? new ProviderError("deadlineExceeded", [error.message, ...error.reasons].join(": "))
      : error;
  }
}

/** What a program would have to say to get an object that it did not make. */
function importedInputs(live: KubernetesObject): KubernetesObject {
  const kept = normalized(without(live, ["status"]));
  const annotations = without(recordAt(kept, "metadata", "annotations"), [
    "deployment.kubernetes.io/revision",
    "kubectl.kubernetes.io/last-applied-configuration",
  ]);
  return { ...kept, metadata: { ...recordAt(kept, "metadata"), annotations } };
}
